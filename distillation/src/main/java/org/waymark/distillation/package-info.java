/** Placeholder. */
package org.waymark.distillation;
