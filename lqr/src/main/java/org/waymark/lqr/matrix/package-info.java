/**
 * Small dense kernels for inner loops: they allocate nothing and check what EJML does not (a Cholesky factorisation of NaN fails here).
 *
 * <p>Read first: {@link org.waymark.lqr.matrix.RiccatiKernels} (a Riccati step in parts), {@link org.waymark.lqr.matrix.KernelChoice} (Vector
 * API or plain loops), {@link org.waymark.lqr.matrix.Cholesky} (on row-major arrays); beside them {@link
 * org.waymark.lqr.matrix.RowKernels} and {@link org.waymark.lqr.matrix.LowerTriangle} (on one array per row).
 */
package org.waymark.lqr.matrix;
