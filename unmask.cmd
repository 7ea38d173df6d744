@echo off
rem Starts Unmask from a checkout: unmask --help. Builds first when something changed. Works from any
rem folder, passes all arguments, and ends with the program's exit status.
setlocal
set "HOME_DIR=%~dp0"
set "HOME_DIR=%HOME_DIR:~0,-1%"
set "LAUNCH=%HOME_DIR%\target\launch"

call :due
if not errorlevel 1 goto start
call :build 1>&2
if errorlevel 1 exit /b 1

:start
set /p JAVA_EXE=<"%LAUNCH%\java"
rem libtorch's threads wait actively unless told not to, which is very slow on a busy machine.
if not defined OMP_WAIT_POLICY set OMP_WAIT_POLICY=PASSIVE
"%JAVA_EXE%" "@%LAUNCH%\arguments" %*
exit /b %ERRORLEVEL%

rem Fails when a build is due: never built, built in another place or for a JDK that is gone, or something
rem in the sources is newer than the last build (a deleted file makes its folder newer).
:due
if not exist "%LAUNCH%\stamp" exit /b 1
set /p BUILT_FOR=<"%LAUNCH%\home"
if /i not "%BUILT_FOR%"=="%HOME_DIR%" exit /b 1
set /p JAVA_EXE=<"%LAUNCH%\java"
if not exist "%JAVA_EXE%" exit /b 1
powershell -NoProfile -NonInteractive -Command ^
  "$built = (Get-Item -LiteralPath $env:LAUNCH\stamp).LastWriteTimeUtc;" ^
  "$sources = 'src\main', 'src\build', 'resources', 'pom.xml' | ForEach-Object { Join-Path $env:HOME_DIR $_ };" ^
  "$all = @(Get-Item -LiteralPath $sources) + @(Get-ChildItem -LiteralPath $sources -Recurse -Force);" ^
  "if ($all | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1) { exit 1 } else { exit 0 }"
exit /b %ERRORLEVEL%

:build
if not exist "%LAUNCH%\stamp" echo Building Unmask. The first time this fetches its libraries (about 300 MB), which takes some minutes.
if not exist "%LAUNCH%" mkdir "%LAUNCH%"
rem Before the build: what is saved during it is built the next time.
type nul >"%LAUNCH%\stamp.new"
call "%HOME_DIR%\mvnw.cmd" -f "%HOME_DIR%\pom.xml" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dmaven.test.skip=true package <nul
if errorlevel 1 (
  echo Unmask could not be built; the messages above say why.
  exit /b 1
)
move /y "%LAUNCH%\stamp.new" "%LAUNCH%\stamp" >nul
exit /b 0
