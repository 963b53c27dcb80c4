package org.huale.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may hold bytes, and who gives way. */
class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(100);
    private final List<String> gaveWay = new ArrayList<>();

    private BodyBudget.Holder begun(String name) {
        BodyBudget.Holder body = () -> gaveWay.add(name);
        budget.begin(body);
        return body;
    }

    @Test
    void whatFitsIsGiven() {
        assertThat(budget.claim(begun("a"), 40)).isTrue();
        assertThat(budget.claim(begun("b"), 60)).isTrue();
        assertThat(gaveWay).isEmpty();
    }

    @Test
    void whoeverHasBeenComingForLongestMakesRoom() {
        BodyBudget.Holder first = begun("a");
        BodyBudget.Holder second = begun("b");
        budget.claim(second, 50);
        budget.claim(first, 50);
        assertThat(budget.claim(begun("c"), 70)).isTrue();
        assertThat(gaveWay).containsExactly("a", "b");
        assertThat(budget.claim(first, 1)).isFalse();
        assertThat(budget.arrive(second)).isFalse();
        assertThat(budget.claim(begun("d"), 30)).isTrue();
        assertThat(gaveWay).hasSize(2);
    }

    @Test
    void theOldestGivesWayItselfWhereItWantsMore() {
        BodyBudget.Holder oldest = begun("a");
        assertThat(budget.claim(begun("b"), 60)).isTrue();
        assertThat(budget.claim(oldest, 41)).isFalse();
        assertThat(gaveWay).containsExactly("a");
    }

    @Test
    void whatIsBeingHandledKeepsItsBytesUntilItIsDone() {
        BodyBudget.Holder whole = begun("a");
        budget.claim(whole, 90);
        assertThat(budget.arrive(whole)).isTrue();
        assertThat(budget.claim(begun("b"), 11)).isFalse();
        assertThat(gaveWay).containsExactly("b");
        budget.handled(90);
        assertThat(budget.claim(begun("c"), 100)).isTrue();
    }

    @Test
    void whoeverLeavesGivesItsBytesBackOnce() {
        BodyBudget.Holder gone = begun("a");
        budget.claim(gone, 100);
        budget.leave(gone);
        budget.leave(gone);
        assertThat(budget.claim(begun("b"), 100)).isTrue();
        assertThat(budget.claim(begun("c"), 1)).isTrue();
        assertThat(gaveWay).containsExactly("b");
    }
}
