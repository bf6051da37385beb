/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that needs fanotify with permission events, and may mount. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("fanotify")
@Timeout(60)
@ExtendWith(NeedsFanotify.Condition.class)
@Inherited
@interface NeedsFanotify {
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                return Features.probe().permission()
                        ? ConditionEvaluationResult.enabled("fanotify is there")
                        : ConditionEvaluationResult.disabled(
                                "The kernel lacks CONFIG_FANOTIFY_ACCESS_PERMISSIONS");
            } catch (IOException e) {
                return ConditionEvaluationResult.disabled(e.getMessage());
            }
        }
    }
}
