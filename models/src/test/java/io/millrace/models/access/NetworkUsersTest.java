package io.millrace.models.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkUsersTest {
    @Test
    void onlyOthersWhoWereThereOnTwoDaysVouch() {
        var users = new NetworkUsers();
        for (int thief = 0; thief < 10; thief++) {
            users.learn("stolen" + thief, 100);
        }
        assertThat(users.others("next", 100)).isZero();

        users.learn("ana", 100);
        users.learn("ana", 101);
        assertThat(users.others("next", 101)).isEqualTo(1);
        assertThat(users.others("ana", 101)).isZero();
    }

    @Test
    void thoseWhoAreGoneForThreeMonthsDoNot() {
        var users = new NetworkUsers();
        users.learn("ana", 100);
        users.learn("ana", 101);

        assertThat(users.others("next", 191)).isEqualTo(1);
        assertThat(users.others("next", 192)).isZero();
    }

    @Test
    void guestsNeverDriveOutThoseAtHome() {
        var users = new NetworkUsers();
        for (int day = 100; day < 102; day++) {
            for (int resident = 0; resident < 10; resident++) {
                users.learn("resident" + resident, day);
            }
        }
        for (int guest = 0; guest < 1000; guest++) {
            users.learn("guest" + guest, 102);
        }

        assertThat(users.others("next", 102)).isEqualTo(10);
        assertThat(users.state()).hasSizeLessThanOrEqualTo(270);
    }

    @Test
    void savedAndRestoredItKnowsTheSame() {
        var users = new NetworkUsers();
        for (int i = 0; i < 60; i++) {
            users.learn("user" + i % 20, 100 + i / 7);
            users = NetworkUsers.restore(users.state());
        }
        assertThat(users.others("next", 110)).isBetween(1, 16);
        assertThat(NetworkUsers.restore(users.state()).state()).isEqualTo(users.state());
    }

    @Test
    void eachDoublingOfThoseAtHomeTakesTwoBits() {
        assertThat(AccessScore.of(7, 0)).isEqualTo(7);
        assertThat(AccessScore.of(7, 1)).isEqualTo(5);
        assertThat(AccessScore.of(7, 3)).isEqualTo(3);
        assertThat(AccessScore.of(7, 15)).isZero();
    }
}
