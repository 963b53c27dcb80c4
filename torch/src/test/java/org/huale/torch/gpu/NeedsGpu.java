package org.huale.torch.gpu;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.huale.torch.environment.TorchEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests of this class compute on {@link GpuTraining#DEVICE}, and are skipped where that is missing. With the property
 * {@code huale.test.device=cpu} they compute on the CPU instead, which tries out the tests themselves.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("gpu")
@ExtendWith(NeedsGpu.Condition.class)
@interface NeedsGpu {

    /** Says what is in the way of using a GPU. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            TorchEnvironment.Cuda cuda = TorchEnvironment.inspect().cuda();
            return cuda.available() || GpuTraining.DEVICE.equals("cpu")
                    ? ConditionEvaluationResult.enabled("computes on " + GpuTraining.DEVICE)
                    : ConditionEvaluationResult.disabled("there is no GPU to compute on: " + cuda.missing());
        }
    }
}
