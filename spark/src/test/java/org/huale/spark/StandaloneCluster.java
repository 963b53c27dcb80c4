package org.huale.spark;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * A master and two workers of one core in this process, whose executors are processes of their own. The workers have different
 * addresses of this machine, since Spark gives a task a second attempt on another host only.
 */
final class StandaloneCluster implements AutoCloseable {
    private final RpcEnv master;
    private final List<RpcEnv> workers;

    StandaloneCluster(Path folder) {
        SparkConf conf = new SparkConf().set("spark.master.rest.enabled", "false");
        master = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf)._1();
        workers = List.of(worker("127.0.0.1", 1, folder, conf), worker("127.0.0.2", 2, folder, conf));
    }

    String url() {
        return "spark://" + master.address().hostPort();
    }

    private RpcEnv worker(String host, int number, Path folder, SparkConf conf) {
        return Worker.startRpcEnvAndEndpoint(
                host,
                0,
                0,
                1,
                2048,
                new String[] {url()},
                folder.resolve("worker" + number).toString(),
                Option.apply(number),
                conf,
                Option.empty());
    }

    @Override
    public void close() {
        workers.forEach(RpcEnv::shutdown);
        workers.forEach(RpcEnv::awaitTermination);
        master.shutdown();
        master.awaitTermination();
    }
}
