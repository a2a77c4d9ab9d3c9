using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>Requests, storage and writers: one effect, one answer, one writer, no acknowledgement that does not hold.</summary>
public abstract class DurabilityConformance : PlatformConformance
{
    [Fact]
    public async Task Request_WhenRepeatedInParallelAndAcrossAKill_HasOneEffectAndOneAnswer()
    {
        var open = new OpenAccount(new AccountPolicy()) { Account = Street.Main, Request = Street.NextRequest(), By = Street.Client };

        var answers = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(_ => Street.Platform.SendAsync(open, CancellationToken.None).AsTask()));
        await RestartAsync();
        var again = await Street.Platform.SendAsync(open, CancellationToken.None);

        var done = Assert.Single(answers.Append(again).Distinct());
        Assert.IsType<CommandDone>(done);
        Assert.Single(await Street.JournalAsync(ReadScope.Decisions), item => item.Record is AccountOpened);
    }

    [Fact]
    public async Task Request_WhenItsIdIsUsedForAnotherBody_IsRefusedByName()
    {
        var request = Street.NextRequest();
        await Street.DoneAsync(new OpenAccount(new AccountPolicy()) { Account = Street.Main, Request = request, By = Street.Client });

        var refused = await Street.RefusedAsync(
            new OpenPool(new PoolId("basis"), "basis trades") { Account = Street.Main, Request = request, By = Street.Client });

        Assert.Equal(Refusal.RequestReused, refused.Reason);
    }

    [Fact]
    public async Task Account_OfAnInstitutionThatIsNotRegistered_CannotBeOpened()
    {
        var refused = await Street.RefusedAsync(new OpenAccount(new AccountPolicy())
        {
            Account = new AccountId(new InstitutionId("NOBODY"), "main"),
            Request = Street.NextRequest(),
            By = Street.Client,
        });

        Assert.Equal(Refusal.NotFound, refused.Reason);
    }

    [Fact]
    public async Task Account_ThatIsNotThere_AnswersSo()
    {
        Assert.Null(await Street.Platform.MarginOfAsync(Street.Main, CancellationToken.None));
        Assert.Null(await Street.Platform.AccountAsync(Street.Main, CancellationToken.None));
        var answer = await Street.TryFeedAsync(Street.Main, Street.DeribitMain, Street.Snapshot(1, 0, 1m, 0m));
        Assert.Equal(Refusal.NoSuchAccount, Assert.IsType<CommandRefused>(answer).Reason);
    }

    [Fact]
    public async Task Storage_WhenItRefuses_AcknowledgesNothingAndComesBack()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);

        await Harness.RefuseStorageAsync(true);
        var during = await Street.TryFeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 1, Street.Position(2m)));
        Assert.Contains(Assert.IsType<CommandRefused>(during).Reason, new[] { Refusal.NotDurable, Refusal.Busy });
        Assert.False((await Street.MarginAsync(Street.Main)).IsCurrent);
        Assert.Equal(1m, Assert.Single((await Street.MarginAsync(Street.Main)).Book.Positions).Quantity.Value);

        await Harness.RefuseStorageAsync(false);
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(5));
        var after = await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 1, Street.Position(2m)));
        Assert.Equal((1, false), (after.Through, after.NeedsSnapshot));
        Assert.True((await Street.MarginAsync(Street.Main)).IsCurrent);
        Assert.Equal(2m, Assert.Single((await Street.MarginAsync(Street.Main)).Book.Positions).Quantity.Value);
    }

    [Fact]
    public async Task Writer_WhenAnotherCommittedFirst_IsFencedAndReadsAgain()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        var second = await Harness.StartSecondWriterAsync();

        // The one that was there first goes on undisturbed, also where the other could not even start.
        var batch = new FeedBatch(Street.Main, Street.DeribitMain, [Street.Delta(1, 1, Street.Position(2m))]);
        var first = Assert.Single(await Street.Platform.FeedAsync([batch], CancellationToken.None));
        Assert.Equal(1, Assert.IsType<FeedAnswer>(first).Through);
        if (second is not null)
        {
            // Either it was fenced and says so, or it read again and sees that the frame is in.
            var late = Assert.Single(await second.FeedAsync([batch], CancellationToken.None));
            Assert.True(late is CommandRefused { Reason: Refusal.NotDurable } or FeedAnswer { Through: 1 }, late.ToString());
        }

        Assert.Single(await Street.JournalAsync(ReadScope.All), item => item.Record is Accounts.Feeds.DeltasAccepted);
    }

    [Fact]
    public async Task Platform_WhenStartedAgain_IsReadyWithEveryAccount()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        await Street.OpenAccountAsync(new AccountId(Street.Firm, "second"), Street.BinanceMain, 10_000m, 0m);

        await RestartAsync();

        var health = await Street.Platform.HealthAsync(CancellationToken.None);
        Assert.True(health.IsReady, health.ToString());
        Assert.Equal(2, health.Accounts);
        Assert.Empty(health.Missing);
    }

    [Fact]
    public async Task Account_WhenNothingHappens_IsLookedAtEveryTenSeconds()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);

        for (var i = 0; i < 6; i++)
        {
            await Harness.AdvanceAsync(TimeSpan.FromSeconds(7));
            var health = await Street.Platform.HealthAsync(CancellationToken.None);
            Assert.True(health.OldestEvaluation <= TimeSpan.FromSeconds(10), $"{health.OldestEvaluation}");
        }
    }
}
