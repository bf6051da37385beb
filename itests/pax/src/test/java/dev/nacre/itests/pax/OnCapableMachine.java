/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import dev.nacre.itests.support.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.AssumptionViolatedException;
import org.junit.runner.Description;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.ops4j.pax.exam.junit.PaxExam;

/**
 * Runs the tests of a class in the container, or leaves each of them out with a reason where the
 * machine cannot guard anything.
 */
public final class OnCapableMachine extends PaxExam {
    public OnCapableMachine(Class<?> tests) throws InitializationError {
        super(tests);
    }

    @Override
    public void run(RunNotifier notifier) {
        Optional<String> lack = lack();
        if (lack.isEmpty()) {
            super.run(notifier);
        } else {
            getDescription().getChildren().forEach(test -> leaveOut(test, lack.get(), notifier));
        }
    }

    private static Optional<String> lack() {
        try {
            return Machine.lacksGuarding().or(Machine::lacksClamd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void leaveOut(Description test, String reason, RunNotifier notifier) {
        notifier.fireTestStarted(test);
        notifier.fireTestAssumptionFailed(
                new Failure(test, new AssumptionViolatedException(reason)));
        notifier.fireTestFinished(test);
    }
}
