using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Corrections;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Simulation.Actors;
using MultiVenueMargin.Simulation.Auditing;

namespace MultiVenueMargin.Simulation.Tests;

/// <summary>What is on its way counts once at most, and what people correct counts for its time and no longer.</summary>
public sealed class AdjustmentTests
{
    private const string Reference = "transfer-1";

    private readonly History _history = new();

    [Fact]
    public void Transfer_WhenBothItsEndsCount_IsNoticed()
    {
        Begin();
        _history.Put(Announced);
        Leave(4_000m, new TransferDebited(Reference));
        // 6 000 here and 1 000 there count 99.5 %; what is on its way counts nothing by default.
        _history.Wrong(_history.Standing((6_000m + 1_000m + 4_000m) * 0.995m, 0m));
        _history.Put(_history.Standing(7_000m * 0.995m, 0m));
        Assert.Throws<PromiseBrokenException>(() => Comparison.OfBook(_history.Book, Holding(6_000m, 5_000m), _history.At));
        Comparison.OfBook(_history.Book, Holding(6_000m, 1_000m), _history.At);
    }

    [Fact]
    public void Transfer_WhenAnnouncedAndStillCountedWhereItLeaves_IsNoticed()
    {
        Begin();
        _history.Put(Announced);
        Assert.Throws<PromiseBrokenException>(() => Comparison.OfBook(_history.Book, Holding(10_000m, 1_000m), _history.At));
        Comparison.OfBook(_history.Book, Holding(6_000m, 1_000m), _history.At);
    }

    [Fact]
    public void Movement_WhenNothingIsSaidOfIt_IsNoticed()
    {
        Begin();
        _history.Put(new DeltasAccepted(History.Feed, 1, 1, 1, [Movement(5m, MovementDirection.Arrival)]));
        _history.Wrong(new FeedHeard(History.Feed));
    }

    [Fact]
    public void Movement_WhenLessLeavesThanWasAnnouncedAndItIsTakenForThat_IsNoticed()
    {
        Begin();
        _history.Put(Announced);
        Assert.Throws<PromiseBrokenException>(() => Leave(3_999m, new TransferDebited(Reference)));
    }

    [Fact]
    public void Movement_WhenToldAgainAndTakenForAnother_IsNoticed()
    {
        Begin();
        var came = Movement(5m, MovementDirection.Arrival);
        _history.Put(new DeltasAccepted(History.Feed, 1, 1, 1, [came]), new MovementUnmatched(History.Feed, came));
        _history.Put(new DeltasAccepted(History.Feed, 1, 2, 2, [came]));
        _history.Wrong(new MovementUnmatched(History.Feed, came));
    }

    [Fact]
    public void Transfer_WhenItIsLateAndNobodySaysSo_IsNoticed()
    {
        Begin();
        _history.Put(Announced);
        Comparison.NothingIsOverdue(_history.Book, History.Start + TimeSpan.FromSeconds(59));
        Assert.Throws<PromiseBrokenException>(() => Comparison.NothingIsOverdue(_history.Book, History.Start + TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Correction_WhenItNeverLapses_IsNoticed()
    {
        Correct();
        _history.Put(_history.Standing(12_000m * 0.995m, 0m));
        Comparison.NothingIsOverdue(_history.Book, History.Start + TimeSpan.FromSeconds(59));
        Assert.Throws<PromiseBrokenException>(() => Comparison.NothingIsOverdue(_history.Book, History.Start + TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Correction_WhenItCountsBeyondItsTime_IsNoticed()
    {
        Correct();
        _history.At = History.Start + TimeSpan.FromSeconds(60);
        _history.Wrong(_history.Standing(12_000m * 0.995m, 0m));
        _history.Put(_history.Standing(11_000m * 0.995m, 0m));
    }

    [Fact]
    public void Correction_WhenOnePersonMakesIt_IsNoticed()
    {
        Begin();
        _history.Put(Proposed);
        var id = new DecisionId(History.Id, _history.Version, 0);
        // Nothing changes until somebody else approves.
        _history.Wrong(_history.Standing(12_000m * 0.995m, 0m));
        _history.Wrong(new CorrectionApproved(id, Street.Alice));
        _history.Put(new CorrectionApproved(id, Street.Bob));
        _history.Wrong(new CorrectionLapsed(id));
    }

    private static TransferAnnounced Announced =>
        new(Reference, Street.Usdc, new Quantity(4_000m), History.Feed, History.OtherFeed, History.Start + TimeSpan.FromSeconds(60), Street.Client);

    private static CorrectionProposed Proposed =>
        new(History.Feed, Street.Usdc, new Quantity(1_000m), "the venue forgot a payment", History.Start + TimeSpan.FromSeconds(60), Street.Alice);

    /// <summary>10 000 dollars here and 1 000 there.</summary>
    private void Begin()
    {
        _history.Begin(0m);
        _history.Join();
    }

    private void Correct()
    {
        Begin();
        _history.Put(Proposed);
        _history.Put(new CorrectionApproved(new DecisionId(History.Id, _history.Version, 0), Street.Bob));
    }

    private void Leave(decimal amount, AccountRecord consequence) => _history.Put(
        new DeltasAccepted(History.Feed, 1, 1, 1, [History.Balance(10_000m - amount), Movement(amount, MovementDirection.Departure)]), consequence);

    private static MovementFact Movement(decimal amount, MovementDirection direction) => new(Reference, Street.Usdc, new Quantity(amount), direction);

    private static Book Holding(decimal here, decimal there) => new()
    {
        Account = History.Id,
        Lines = [Line(Street.Venues[0], here), Line(Street.Venues[1], there)],
    };

    private static CollateralLine Line(LocationId location, decimal dollars) =>
        new() { Location = location, Asset = Street.Usdc, Balance = new Quantity(dollars), AsOf = History.Start };
}
