package org.huale.web.session;

import java.util.List;
import java.util.Optional;
import org.huale.dataset.Annotation;
import org.huale.geometry.Box;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Person;
import org.huale.inbox.content.RequestCounts;
import org.huale.inbox.content.Review;
import org.huale.web.desk.ImageLine;
import org.huale.web.desk.ImageView;
import org.huale.web.desk.ImageView.BoxView;
import org.huale.web.desk.ImageView.GuessView;
import org.huale.web.desk.ImageView.LeaseView;
import org.huale.web.desk.PersonView;
import org.huale.web.desk.RequestView;

/** What the inbox holds, as the page is told it: without paths. */
final class Views {
    private Views() {}

    static ImageView of(InboxImage image) {
        Optional<Review> review = image.review();
        return new ImageView(
                image.id(),
                image.name().value(),
                image.size().width(),
                image.size().height(),
                image.state().word(),
                image.rank(),
                image.revision(),
                image.lease()
                        .map(it -> new LeaseView(it.by(), it.until().toString()))
                        .orElse(null),
                image.annotator(),
                review.map(Review::note).orElse(""),
                image.reason(),
                boxes(image.boxes()),
                image.guesses().stream().map(Views::guess).toList(),
                Whys.of(image.request(), image.why()));
    }

    private static List<BoxView> boxes(List<InboxBox> boxes) {
        return boxes.stream().map(Views::box).toList();
    }

    private static BoxView box(InboxBox box) {
        Annotation object = box.object();
        Box at = object.box();
        Integer guess = box.guess().isPresent() ? box.guess().getAsInt() : null;
        return new BoxView(
                box.id(),
                object.classIndex(),
                at.x1(),
                at.y1(),
                at.x2(),
                at.y2(),
                guess,
                object.difficult(),
                object.crowd());
    }

    private static GuessView guess(InboxGuess guess) {
        Box at = guess.box();
        return new GuessView(
                guess.id(),
                guess.classIndex(),
                guess.score(),
                at.x1(),
                at.y1(),
                at.x2(),
                at.y2(),
                guess.outcome().word());
    }

    static ImageLine line(ImageEntry entry) {
        return new ImageLine(
                entry.id(),
                entry.name().value(),
                entry.state().word(),
                entry.annotator(),
                entry.revision(),
                entry.rank(),
                entry.state().isFinished() && entry.isAccepted());
    }

    static RequestView request(String key, RequestCounts counts) {
        return new RequestView(
                key,
                counts.total(),
                counts.done(),
                counts.skipped(),
                counts.sentBack(),
                counts.open(),
                counts.leasedByOthers());
    }

    static PersonView of(Person person) {
        return new PersonView(person.name(), person.role().word(), person.revoked());
    }
}
