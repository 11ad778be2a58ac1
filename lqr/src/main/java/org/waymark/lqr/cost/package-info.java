/** Costs to put together, and their quadratic expansion around rollouts. */
package org.waymark.lqr.cost;
