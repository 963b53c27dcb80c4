package org.huale.web.session;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Save;
import org.huale.problem.HualeException;
import org.huale.web.desk.BadInput;
import org.huale.web.desk.Change;
import org.huale.web.desk.PersonView;
import org.jspecify.annotations.Nullable;

/** What a page wants saved, as the inbox takes it; {@link Views} go the other way. */
final class Changes {
    private Changes() {}

    /** @throws BadInput where it makes no sense for this image */
    static Save of(InboxImage there, PersonView who, Change change) {
        Map<Integer, Annotation> before =
                there.boxes().stream().collect(Collectors.toMap(InboxBox::id, InboxBox::object));
        try {
            return new Save(
                    there.id(),
                    change.revision(),
                    who.name(),
                    ImageState.of(change.state()),
                    change.reason(),
                    change.seconds(),
                    change.boxes().stream()
                            .map(it -> box(it, there.size(), before))
                            .toList(),
                    outcomes(change.outcomes()),
                    who.reviews());
        } catch (HualeException | IllegalArgumentException e) {
            throw new BadInput("the change cannot be saved: " + e.getMessage());
        }
    }

    /** Cut to the image; what reaches outside by rounding alone is meant to be at the border. */
    private static InboxBox box(Change.Drawn drawn, ImageSize size, Map<Integer, Annotation> before) {
        Box box = new Box(drawn.x1(), drawn.y1(), drawn.x2(), drawn.y2()).clippedTo(size);
        if (box.isDegenerate()) {
            throw new BadInput("box " + drawn.id() + ": nothing of it is inside the image of " + size);
        }
        return new InboxBox(
                drawn.id(),
                new Annotation(
                        box, drawn.classIndex(), drawn.difficult(), drawn.crowd(), area(box, before.get(drawn.id()))),
                drawn.guess() == null ? OptionalInt.empty() : OptionalInt.of(drawn.guess()));
    }

    /** The one that another tool told, perhaps of a segmentation, for as long as the box stays where it was. */
    private static double area(Box box, @Nullable Annotation before) {
        return before != null && before.box().equals(box) ? before.area() : box.area();
    }

    private static Map<Integer, GuessOutcome> outcomes(Map<Integer, String> words) {
        return words.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> GuessOutcome.of(it.getValue())));
    }
}
