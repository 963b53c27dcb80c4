package org.huale.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that extensions may build on. Its public members, and those of types nested in it, change incompatibly only with
 * a new major version (before 1.0: minor version), and the changes say so. Any other type may change at any time, public or
 * not.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Stable {}
