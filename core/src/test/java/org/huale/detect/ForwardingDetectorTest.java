package org.huale.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingDetectorTest {
    private final List<Method> asked = new ArrayList<>();

    static Stream<Method> methods() {
        return Arrays.stream(PoolDetector.class.getMethods()).filter(it -> !Modifier.isStatic(it.getModifiers()));
    }

    /** Also what is added to detectors one day: a default there would answer for the other. */
    @ParameterizedTest
    @MethodSource("methods")
    void theOtherIsAskedWhateverIsAsked(Method method) throws ReflectiveOperationException {
        PoolDetector other = (PoolDetector) Proxy.newProxyInstance(
                PoolDetector.class.getClassLoader(), new Class<?>[] {PoolDetector.class}, (proxy, called, words) -> {
                    asked.add(called);
                    return called.getReturnType() == boolean.class ? false : null;
                });
        ForwardingDetector detector = () -> other;
        method.invoke(detector, new Object[method.getParameterCount()]);
        assertThat(asked).containsExactly(method);
    }
}
