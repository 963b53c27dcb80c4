package org.huale.laws;

import java.lang.reflect.Method;
import java.util.Locale;
import org.huale.api.Stable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Adds to the failure of a parameterized test its arguments and the word that repeats it. */
@Stable
public final class SeedInFailure implements InvocationInterceptor {

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException skipped) {
            throw skipped;
        } catch (Throwable failure) {
            throw new AssertionError(message(called, failure), failure);
        }
    }

    private static String message(ReflectiveInvocationContext<Method> called, Throwable failure) {
        return String.format(
                Locale.ROOT,
                "%s%s (repeat with -D%s=%d): %s",
                called.getExecutable().getName(),
                called.getArguments(),
                LawSeeds.SEED,
                LawSeeds.fresh(),
                failure.getMessage());
    }
}
