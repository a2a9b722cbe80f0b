#!/bin/bash
# Listings from bytes to entries, Ketch beside Commons Net, by JMH with its allocation profiler.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -q -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -pl ketch-benchmarks -am \
  package dependency:copy-dependencies -DincludeScope=runtime '-DoutputDirectory=${project.build.directory}/bench-lib'
exec java -cp 'ketch-benchmarks/target/classes:ketch-core/target/classes:ketch-benchmarks/target/bench-lib/*' \
  org.openjdk.jmh.Main ListingBenchmark -prof gc "$@"
