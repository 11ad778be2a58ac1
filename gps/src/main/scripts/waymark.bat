@echo off
rem Starts Waymark. JAVA_HOME chooses the Java (17 or newer), WAYMARK_JAVA_OPTS adds to its options.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo waymark: no Java found; install a JDK or JRE 17 or newer, or point JAVA_HOME at one 1>&2
  exit /b 2
)
set "VECTOR="
set "TRAINS="
if /I "%~1"=="train" set "TRAINS=1"
if /I "%~1"=="study" set "TRAINS=1"
if defined TRAINS if defined JAVA_HOME findstr /C:"jdk.incubator.vector" "%JAVA_HOME%\release" >nul 2>&1 && set "VECTOR=--add-modules jdk.incubator.vector"
set "MEMORY=-Xmx512m -Dorg.bytedeco.javacpp.maxbytes=512m -Dorg.bytedeco.javacpp.maxphysicalbytes=1536m"
if /I "%~1"=="study" set "MEMORY="
if not defined OMP_NUM_THREADS set OMP_NUM_THREADS=1
"%JAVA%" %MEMORY% -XX:+UseParallelGC -Djava.awt.headless=true -Dfile.encoding=UTF-8 %VECTOR% %WAYMARK_JAVA_OPTS% -cp "%~dp0..\lib\*" org.waymark.gps.cli.Main %*
exit /b %ERRORLEVEL%
