package org.huale.laws;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.huale.api.Stable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test with a parameter {@code long seed} that runs with each of {@link LawSeeds#all()}. */
@Stable
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed {0}")
@MethodSource("org.huale.laws.LawSeeds#all")
@ExtendWith(SeedInFailure.class)
public @interface SeededLaw {}
