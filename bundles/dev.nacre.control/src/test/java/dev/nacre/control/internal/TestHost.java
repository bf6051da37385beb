/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.Verbs;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Verbs that show what reached them, or take their time. */
final class TestHost implements Verbs {
    final CountDownLatch hanging = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final Semaphore waiting = new Semaphore(0);

    @Override
    public int run(List<BytePath> arguments, Terminal terminal) throws InterruptedException {
        String verb = arguments.isEmpty() ? "none" : arguments.get(0).toString();
        return switch (verb) {
            case "echo" -> {
                terminal.out().println(terminal.directory().hex());
                arguments.forEach(argument -> terminal.out().println(argument.hex()));
                yield 0;
            }
            case "both" -> {
                terminal.out().write(0xff);
                terminal.out().print("out");
                terminal.err().print("err");
                yield 203;
            }
            case "large" -> {
                terminal.out().print("x".repeat(Protocol.MAX_FRAME * 3 + 1));
                yield 0;
            }
            case "flood" -> {
                while (!Thread.interrupted()) {
                    terminal.out().println("x".repeat(1000));
                }
                interrupted.countDown();
                throw new InterruptedException();
            }
            case "hang" -> {
                hanging.countDown();
                waiting.release();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
                yield 0;
            }
            default -> USAGE;
        };
    }
}
