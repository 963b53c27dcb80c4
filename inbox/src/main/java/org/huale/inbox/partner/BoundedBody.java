package org.huale.inbox.partner;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The bytes of an answer, of which no more are kept than may be. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final long most;
    private Flow.@Nullable Subscription subscription;
    private long left;

    /** The answer was longer. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(long most) {
            super("the answer has more than " + most + " bytes");
        }
    }

    BoundedBody(long most) {
        this.most = most;
        this.left = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription = to;
        whole.onSubscribe(to);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        if (left < 0) {
            return; // on their way when it was cancelled
        }
        left -= bytes.stream().mapToLong(ByteBuffer::remaining).sum();
        if (left >= 0) {
            whole.onNext(bytes);
        } else if (subscription != null) {
            subscription.cancel();
            whole.onError(new TooLong(most));
        }
    }

    @Override
    public void onError(Throwable cause) {
        whole.onError(cause);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
