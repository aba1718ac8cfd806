package io.tidbmirror.feed.message;

import java.nio.charset.StandardCharsets;

/** Canal-json as TiCDC writes it, by hand. */
public final class Messages {
    private Messages() {}

    public static byte[] watermark(long ts) {
        return bytes(
                "{'id':0,'database':'','table':'','pkNames':null,'isDdl':false,'type':'TIDB_WATERMARK','es':0,'ts':0,"
                        + "'sql':'','sqlType':null,'mysqlType':null,'data':null,'old':null,'_tidb':{'watermarkTs':" + ts
                        + "}}");
    }

    static byte[] statement(long ts, String table, String type, String sql) {
        return bytes("{'id':0,'database':'shop','table':'" + table + "','pkNames':null,'isDdl':true,'type':'" + type
                + "','es':0,'ts':0,'sql':'" + sql + "','sqlType':null,'mysqlType':null,'data':null,'old':null,"
                + "'_tidb':{'commitTs':" + ts + "}}");
    }

    public static byte[] create(long ts, String table) {
        return statement(ts, table, "CREATE", "CREATE TABLE `" + table + "` (`id` INT PRIMARY KEY,`v` VARCHAR(20))");
    }

    public static byte[] insert(long ts, String table, int id) {
        return row(ts, table, "INSERT", id, "");
    }

    static byte[] row(long ts, String table, String type, int id, String extension) {
        return bytes("{'id':0,'database':'shop','table':'" + table + "','pkNames':['id'],'isDdl':false,'type':'" + type
                + "','es':0,'ts':0,'sql':'','sqlType':{'id':4,'v':12},'mysqlType':{'id':'int','v':'varchar(20)'},"
                + "'old':null,'data':[{'id':'" + id + "','v':'x'}],'_tidb':{'commitTs':" + ts + extension + "}}");
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
