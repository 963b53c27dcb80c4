package org.huale.torch.stdio;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** What is called of the C library, in the types of Linux and macOS on 64 bits, where the lowest byte comes first. */
final class CLibrary {
    private static final int READABLE = 1; // POLLIN
    private static final int INTERRUPTED = 4; // EINTR

    static {
        Native.register(CLibrary.class, NativeLibrary.getProcess());
    }

    private CLibrary() {}

    /** Whether its types are those of this machine. */
    static boolean isKnown() {
        return Platform.is64Bit() && (Platform.isLinux() || Platform.isMac());
    }

    static native int pipe(int[] ends);

    static native int dup(int descriptor);

    static native int dup2(int from, int to);

    static native long read(int descriptor, byte[] bytes, long most);

    static native long write(int descriptor, byte[] bytes, long count);

    static native int setenv(String name, String value, int replace);

    private static native int poll(int[] asked, long count, int milliseconds);

    /**
     * Whether there is something to read.
     *
     * @param milliseconds to wait for it at most; negative for any time
     */
    static boolean isReadable(int descriptor, int milliseconds) {
        int[] asked = {descriptor, READABLE
        }; // a pollfd: what is asked in the lower half, what is answered in the upper
        return poll(asked, 1, milliseconds) > 0 && ((asked[1] >>> 16) & READABLE) != 0;
    }

    static boolean wasInterrupted() {
        return Native.getLastError() == INTERRUPTED;
    }
}
