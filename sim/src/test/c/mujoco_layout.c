/*
 * Prints the byte offsets that org.waymark.sim.mujoco reads from MuJoCo's structs, as a properties file named after the version:
 *
 *   gcc -I<include directory of that version> mujoco_layout.c -o mujoco_layout && ./mujoco_layout > layout-222.properties
 *
 * Only headers are needed. Fields come from MuJoCo's own X-macros, so a renamed field fails to compile.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <mujoco/mujoco.h>
#include <mujoco/mjxmacro.h>

static const char *const model_sizes[] = {"nq", "nv", "nu", "na", "nbody", "njnt", "ngeom", "nsite", "nbuffer", 0};
static const char *const model_fields[] = {"qpos0",
                                           "body_parentid",
                                           "body_jntnum",
                                           "body_jntadr",
                                           "body_pos",
                                           "body_mass",
                                           "body_inertia",
                                           "jnt_type",
                                           "dof_jntid",
                                           "dof_armature",
                                           "dof_damping",
                                           "geom_type",
                                           "geom_bodyid",
                                           "geom_group",
                                           "geom_size",
                                           "geom_pos",
                                           "geom_quat",
                                           "geom_friction",
                                           "geom_rgba",
                                           "site_bodyid",
                                           "actuator_gaintype",
                                           "actuator_biastype",
                                           "actuator_gainprm",
                                           "actuator_biasprm",
                                           "actuator_ctrllimited",
                                           "actuator_ctrlrange",
                                           0};
static const char *const data_fields[] = {"qpos", "qvel", "ctrl", "qacc_warmstart", "xpos", "xquat", "site_xpos", 0};

static int listed(const char *const *names, const char *name) {
  for (; *names; names++) {
    if (!strcmp(*names, name)) return 1;
  }
  return 0;
}

static void print(const char *owner, const char *field, size_t offset) { printf("%s.%s=%zu\n", owner, field, offset); }

int main(void) {
  printf("# mjVERSION_HEADER %d, 64-bit; made by mujoco_layout.c\n", mjVERSION_HEADER);
  printf("version=%d\n", mjVERSION_HEADER);

#define X(name) \
  if (listed(model_sizes, #name)) print("mjModel", #name, offsetof(mjModel, name));
  MJMODEL_INTS
#undef X
  print("mjModel", "buffer", offsetof(mjModel, buffer));
#define X(type, name, rows, columns) \
  if (listed(model_fields, #name)) print("mjModel", #name, offsetof(mjModel, name));
  MJMODEL_POINTERS
#undef X
#define X(type, name) print("mjModel.opt", #name, offsetof(mjModel, opt) + offsetof(mjOption, name));
  X(mjtNum, timestep)
  X(mjtNum, gravity)
  X(int, integrator)
#undef X

  print("mjData", "buffer", offsetof(mjData, buffer));
  print("mjData", "nbuffer", offsetof(mjData, nbuffer));
  print("mjData", "time", offsetof(mjData, time));
  print("mjData", "warning", offsetof(mjData, warning));
#define X(type, name, rows, columns) \
  if (listed(data_fields, #name)) print("mjData", #name, offsetof(mjData, name));
  MJDATA_POINTERS
#undef X
  print("mjWarningStat", "size", sizeof(mjWarningStat));
  print("mjWarningStat", "number", offsetof(mjWarningStat, number));
  printf("mjNWARNING=%d\n", mjNWARNING);

  print("mjVFS", "size", sizeof(mjVFS));
  print("mjVFS", "nfile", offsetof(mjVFS, nfile));
  print("mjVFS", "filename", offsetof(mjVFS, filename));
  print("mjVFS", "filesize", offsetof(mjVFS, filesize));
  print("mjVFS", "filedata", offsetof(mjVFS, filedata));

  printf("mjOBJ_BODY=%d\nmjOBJ_JOINT=%d\nmjOBJ_GEOM=%d\nmjOBJ_SITE=%d\n", mjOBJ_BODY, mjOBJ_JOINT, mjOBJ_GEOM, mjOBJ_SITE);
  printf("mjJNT_FREE=%d\nmjJNT_BALL=%d\nmjJNT_SLIDE=%d\nmjJNT_HINGE=%d\n", mjJNT_FREE, mjJNT_BALL, mjJNT_SLIDE, mjJNT_HINGE);
  printf("mjGEOM_PLANE=%d\nmjGEOM_SPHERE=%d\nmjGEOM_CAPSULE=%d\nmjGEOM_ELLIPSOID=%d\n", mjGEOM_PLANE, mjGEOM_SPHERE, mjGEOM_CAPSULE,
         mjGEOM_ELLIPSOID);
  printf("mjGEOM_CYLINDER=%d\nmjGEOM_BOX=%d\nmjGEOM_MESH=%d\n", mjGEOM_CYLINDER, mjGEOM_BOX, mjGEOM_MESH);
  printf("mjNGAIN=%d\nmjNBIAS=%d\nmjGAIN_AFFINE=%d\nmjBIAS_AFFINE=%d\n", mjNGAIN, mjNBIAS, mjGAIN_AFFINE, mjBIAS_AFFINE);
  printf("mjINT_EULER=%d\nmjINT_RK4=%d\n", mjINT_EULER, mjINT_RK4);
  return 0;
}
