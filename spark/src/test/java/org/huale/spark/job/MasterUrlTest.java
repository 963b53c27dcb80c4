package org.huale.spark.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.huale.problem.HualeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "local[1]",
                "local[*]",
                "local[2,3]",
                "local[* , 3]",
                "local-cluster[2,1,2048]",
                "local-cluster[ 2 , 1 , 2048 ]",
                "spark://127.0.0.1:7077",
                "spark://one:7077,two:7077",
                "spark://[::1]:7077"
            })
    void whatSparkTakesIsTaken(String url) {
        assertThatCode(() -> MasterUrl.require(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "",
                "Local",
                "local[",
                "local[0]",
                "local[00,2]",
                "local[-1]",
                "local[two]",
                "local-cluster[2,1]",
                "spark://",
                "spark://one",
                "spark://one:7077,two",
                "spark://one:7077/path",
                "spark://one:many",
                "spark://me@one:7077",
                "http://one:7077"
            })
    void whatSparkRefusesIsTheUsersMistake(String url) {
        assertThatThrownBy(() -> MasterUrl.require(url))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(url + ": is no cluster that this Spark knows; spark://HOST:PORT, ");
    }
}
