package org.huale.inbox.oracle;

import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxRequest;

/** Another program in which people annotate. */
public interface Door {

    /**
     * Hands a request out where that has not been done, and puts into the inbox what is finished. Asked again it goes on from what is
     * there, also after a crash.
     *
     * @param request that the run has not taken yet
     * @return what people have to know and do, for the user; also where the program cannot be reached at the moment
     * @throws org.huale.problem.HualeException where somebody has to mend something first; nothing has come in then
     */
    String exchange(Inbox inbox, InboxRequest request);

    /**
     * Says what is left there of a request that the run has taken, and that people work on it for nobody; nothing where all of it was
     * finished.
     */
    default void leave(Inbox inbox, InboxRequest taken) {}
}
