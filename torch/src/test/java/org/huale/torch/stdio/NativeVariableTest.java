package org.huale.torch.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.NativeLibrary;
import org.junit.jupiter.api.Test;

class NativeVariableTest {
    private static final String NAME = "HUALE_TEST_OF_NATIVE_VARIABLES";

    @Test
    void nativeCodeReadsWhatIsSetFirst() {
        assumeThat(CLibrary.isKnown()).isTrue();
        assertThat(read()).isNull();
        new NativeVariable(NAME, "2").setWhereUnset();
        assertThat(read()).isEqualTo("2");
        new NativeVariable(NAME, "3").setWhereUnset();
        assertThat(read()).isEqualTo("2");
    }

    private static String read() {
        return NativeLibrary.getProcess().getFunction("getenv").invokeString(new Object[] {NAME}, false);
    }
}
