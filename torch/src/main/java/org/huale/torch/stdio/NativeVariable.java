package org.huale.torch.stdio;

/** A variable of the environment as native code reads it in this process, which Java cannot change, and the value that it is to have. */
public record NativeVariable(String name, String value) {
    private static final int KEEP = 0;

    /** Whoever started this process knows better; where the system's C library cannot be called, nothing is done. */
    public void setWhereUnset() {
        if (CLibrary.isKnown()) {
            CLibrary.setenv(name, value, KEEP);
        }
    }
}
