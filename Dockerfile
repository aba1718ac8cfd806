# The image of TiDB Mirror. It takes what the build made:
#
#   mvn -q package -DskipTests
#   docker build -t tidb-mirror:0.1.0 .
#   docker run --rm --env-file mirror.env -v /mnt/changefeed:/changefeed:ro -v /mnt/mirror:/data tidb-mirror:0.1.0
#
# Every key of the README is a variable: LANDING_ZONE for landing.zone. The root file system may be read-only; /tmp and
# what landing.zone and landing.state name must be writable for user 10001. Health and metrics stay inside the container
# until CAMEL_MANAGEMENT_HOST=0.0.0.0 lets others in.
FROM eclipse-temurin:17.0.15_6-jre AS app
ENV LC_ALL=C.UTF-8
WORKDIR /app
# What changes least comes first: an update of the mirror alone fetches the last layers only.
COPY target/lib/ lib/
COPY target/tidb-mirror.jar tidb-mirror.jar
COPY routes/ routes/
COPY application.properties application.properties
COPY jvm.options jvm.options

# Classes as they are after a run that serves metrics and JMX as one without an end does: a start takes half of the processor
# time. The mirror runs without it, too.
FROM app AS archive
COPY demo/ demo/
RUN ["java", "-XX:ArchiveClassesAtExit=/tmp/tidb-mirror.jsa", "-jar", "/app/tidb-mirror.jar", "--config", "demo/bookshop.properties", "--set", "landing.zone=file:/tmp/landing-zone", "--set", "camel.main.jmx-enabled=true", "--set", "camel.metrics.enabled=true", "--set", "camel.management.enabled=true", "--set", "camel.management.port=0"]

FROM app
COPY --from=archive /tmp/tidb-mirror.jsa tidb-mirror.jsa
USER 10001:10001
EXPOSE 9876
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9876 && printf 'GET /observe/health/live HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# In exec form: a stop signal reaches the mirror itself, which gives windows in flight 3 s to land.
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:SharedArchiveFile=/app/tidb-mirror.jsa", "-XX:MaxRAMPercentage=70", "-jar", "/app/tidb-mirror.jar"]
CMD ["run"]
