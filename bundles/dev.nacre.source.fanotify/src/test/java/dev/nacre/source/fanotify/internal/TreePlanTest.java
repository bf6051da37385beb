/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.source.fanotify.internal.TreePlan.Job;
import dev.nacre.source.fanotify.internal.TreePlan.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreePlanTest {
    private final TreePlan plan = new TreePlan();
    private final TreeRoot tree = root("/a", 1, Set.of());

    private static TreeRoot root(String path, long mask, Set<Long> below) {
        return new TreeRoot(BytePath.of(path), BytePath.of(path), 7, 8, mask, true, below);
    }

    private Job awaitNext() throws Exception {
        Sandbox.await("there is something to do", () -> plan.next() != null);
        return plan.next();
    }

    private void cover(TreeRoot root) throws Exception {
        plan.want(Set.of(root));
        assertThat(awaitNext()).isEqualTo(new Job(root, Kind.FIRST));
        plan.done();
    }

    @Test
    void a_tree_stands_once_it_was_gone_through() throws Exception {
        plan.want(Set.of(tree));
        assertThat(plan.stands(tree)).isFalse();
        assertThat(awaitNext()).isEqualTo(new Job(tree, Kind.FIRST));
        assertThat(plan.stands(tree)).isFalse();
        plan.done();
        assertThat(plan.stands(tree)).isTrue();
        assertThat(plan.next()).isNull();
        assertThat(plan.hasMore()).isFalse();
    }

    @Test
    void a_tree_that_is_wanted_again_while_it_is_left_alone_does_not_stand() throws Exception {
        cover(tree);
        plan.want(Set.of());
        assertThat(awaitNext()).isEqualTo(new Job(tree, Kind.TRIM));
        plan.want(Set.of(tree));
        assertThat(plan.stands(tree)).isFalse();
        plan.done();
        assertThat(awaitNext()).isEqualTo(new Job(tree, Kind.FIRST));
    }

    @Test
    void what_comes_to_light_is_looked_for_while_the_tree_stands() throws Exception {
        TreeRoot mounted = root("/a", 1, Set.of(9L));
        cover(mounted);
        plan.want(Set.of(tree));
        assertThat(plan.stands(tree)).isTrue();
        assertThat(awaitNext()).isEqualTo(new Job(tree, Kind.AGAIN));
        plan.done();
        Sandbox.await(
                "the other is forgotten, and nothing was to be done for it",
                () -> plan.next() == null && !plan.hasMore());
    }

    @Test
    void all_that_is_wanted_is_marked_before_anything_is_left_alone() throws Exception {
        cover(tree);
        TreeRoot other = root("/b", 1, Set.of());
        plan.want(Set.of(other));
        assertThat(awaitNext()).isEqualTo(new Job(other, Kind.FIRST));
        plan.done();
        assertThat(awaitNext()).isEqualTo(new Job(tree, Kind.TRIM));
    }

    @Test
    void a_folder_is_wanted_by_each_tree_it_lies_in_on_the_same_file_system() {
        TreeRoot within = root("/a/b", 6, Set.of());
        TreeRoot elsewhere =
                new TreeRoot(BytePath.of("/a/b"), BytePath.of("/a/b"), 3, 4, 32, true, Set.of());
        plan.want(Set.of(tree, within, elsewhere));
        assertThat(plan.maskAt(tree, BytePath.of("/a/b/c"))).isEqualTo(7);
        assertThat(plan.maskAt(tree, BytePath.of("/a/bc"))).isEqualTo(1);
        assertThat(plan.maskAt(root("/c", 1, Set.of()), BytePath.of("/c/d"))).isZero();
        assertThat(plan.rootOf(BytePath.of("/a/b/c"), 7)).isEqualTo(within);
        assertThat(plan.rootOf(BytePath.of("/a/b/c"), 5)).isNull();
    }
}
