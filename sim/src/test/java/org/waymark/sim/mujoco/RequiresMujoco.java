package org.waymark.sim.mujoco;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Skips tests where MuJoCo, or a folder of models beside the repository, is missing; with {@code -Dwaymark.mujoco.required=true} they
 * run, and fail.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresMujoco.Condition.class)
@interface RequiresMujoco {
    /** A folder of {@link #MODELS} that the test reads; empty if it reads none. */
    String models() default "";

    /** Where models that are not part of the repository lie, seen from a module. */
    Path MODELS = Path.of("../../shared/models");

    /** Decides before each class and method. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Boolean.getBoolean("waymark.mujoco.required")) {
                return enabled("MuJoCo is required");
            }
            String folder = AnnotationSupport.findAnnotation(context.getElement(), RequiresMujoco.class)
                    .map(RequiresMujoco::models)
                    .orElse("");
            if (!Files.isDirectory(MODELS.resolve(folder)) && !folder.isEmpty()) {
                return disabled(MODELS.resolve(folder) + " is not there");
            }
            try {
                return enabled("MuJoCo " + MujocoLibrary.load().version());
            } catch (MujocoUnavailableException e) {
                return disabled(e.getMessage());
            }
        }
    }
}
