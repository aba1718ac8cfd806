#!/bin/sh
# Packs the golden corpus (real TiCDC output and what TiDB held) into src/test/resources/golden.tar.xz.
#
#   scripts/pack-golden.sh CORPUS_FOLDER
#
# CORPUS_FOLDER holds README.md, classic/, new/ and sql/. Kafka variants of protocols that are not read stay outside.
# The same input gives the same bytes: names sorted, times and owners fixed. Takes about a minute.
set -eu

corpus=${1:?usage: scripts/pack-golden.sh CORPUS_FOLDER}
target=$(cd "$(dirname "$0")/.." && pwd)/src/test/resources/golden.tar.xz

tar --create --directory "$corpus" --format=ustar \
    --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    --exclude='kafka-avro*' --exclude='kafka-open' --exclude='kafka-simple*' README.md classic new sql \
    | xz --format=xz --check=crc64 -9 --extreme --threads=1 >"$target.tmp"
mv "$target.tmp" "$target"
ls -l "$target"
