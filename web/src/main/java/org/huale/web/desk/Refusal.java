package org.huale.web.desk;

/** Something that is not done, and why, in words that whoever asked may see: they name no path and no secret. */
public abstract class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String words;

    protected Refusal(String words) {
        super(words);
        this.words = words;
    }

    public String words() {
        return words;
    }
}
