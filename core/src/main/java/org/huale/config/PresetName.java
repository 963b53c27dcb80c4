package org.huale.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component of a record that says which of its named values the others began as; its name is then the key for
 * naming one, in place of {@code preset}. It stays the name when other keys change what was named.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface PresetName {}
