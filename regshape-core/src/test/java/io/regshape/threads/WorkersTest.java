// SPDX-License-Identifier: Apache-2.0
package io.regshape.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private final Workers workers = new Workers("test-workers", 2);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void nobodyIsLeft() {
        workers.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("test-workers"));
    }

    @Test
    void resultsAreInTheOrderOfTheTasks() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        Callable<String> waits = () -> {
            second.await();
            return "first";
        };
        Callable<String> hurries = () -> {
            second.countDown();
            return Thread.currentThread().getName() + Thread.currentThread().isDaemon();
        };
        assertThat(workers.runAll(List.of(waits, hurries), "testing")).containsExactly("first", "test-workers-2true");
        assertThat(workers.runAll(List.<Callable<String>>of(), "testing")).isEmpty();
    }

    @Test
    void aFailureIsThrownWhileOthersRun() {
        for (Throwable failure :
                List.of(new IOException("io"), new IllegalArgumentException("unchecked"), new StackOverflowError())) {
            Callable<Void> fails = () -> {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (Exception) failure;
            };
            assertThatThrownBy(() -> {
                        try (Workers two = new Workers("test-workers-failing", 2)) {
                            two.runAll(List.of(this::waitForever, fails), "testing");
                        }
                    })
                    .isSameAs(failure);
        }
        Callable<Void> checked = () -> {
            throw new ReflectiveOperationException();
        };
        assertThatThrownBy(() -> workers.runAll(List.of(checked), "testing"))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(ReflectiveOperationException.class);
    }

    private Void waitForever() throws InterruptedException {
        never.await();
        throw new AssertionError();
    }

    @Test
    void anInterruptEndsTheWaitAndStaysNoted() {
        Future<Void> task = workers.submit(this::waitForever);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Workers.get(task, "testing"))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("interrupted while testing");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThatThrownBy(() -> workers.runAll(List.of(this::waitForever), "testing"))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingWaitsForWhatDoesNotHeedAnInterrupt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        workers.submit(() -> {
            started.countDown();
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
            Thread.sleep(50);
            ended.set(true);
            return null;
        });
        started.await();
        Thread.currentThread().interrupt();
        workers.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended).isTrue();
    }
}
