using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Books;

public sealed class BookTests
{
    private static readonly VenueAccountId DeribitToo = new(Client.Deribit.Location, "second");

    private static readonly PoolId Basis = new("basis");

    private int _requests;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Transfer_FromAnnouncementToArrival_CountsAtOneEndAtMost(double share)
    {
        var client = TwoVenues((decimal)share);
        AssertBooked(client, 100m, 5m);
        Announce(client, 30m);
        AssertBooked(client, 70m, 5m + (30m * (decimal)share));

        client.Send(Delta(1, 1, Holds("BTC", 70m), Left("tx", "BTC", 30m)));
        AssertBooked(client, 70m, 5m + (30m * (decimal)share));
        Assert.True(Assert.Single(client.Account.View(client.Now).Transfers).IsDebited);

        client.Send(Client.Okx, Delta(1, 1, Holds("BTC", 34.9m), Came("tx", "BTC", 29.9m)));
        AssertBooked(client, 70m, 34.9m);
        Assert.Empty(client.Account.View(client.Now).Transfers);
        Assert.Equal(29.9m, Assert.Single(client.Recorded<TransferCredited>()).Amount.Value);
        Assert.Empty(client.Account.Notices(client.Now));
        StateBytes.AssertRemade(client);
    }

    [Fact]
    public void Transfer_WhenItsArrivalIsToldBeforeItsDeparture_StaysReducedWhereItLeaves()
    {
        var client = TwoVenues(1m);
        Announce(client, 30m);
        client.Send(Client.Okx, Delta(1, 1, Holds("BTC", 35m), Came("tx", "BTC", 30m)));

        AssertBooked(client, 70m, 35m);
        Assert.Contains("has not told that it left", Assert.Single(client.Account.Notices(client.Now)), StringComparison.Ordinal);
        client.Send(Delta(1, 1, Holds("BTC", 70m), Left("tx", "BTC", 30m)));
        AssertBooked(client, 70m, 35m);
        Assert.Empty(client.Account.Transfers.Open);
    }

    [Fact]
    public void Transfer_WhenBothEndsToldBeforeItWasAnnounced_EndsAtOnce()
    {
        var client = TwoVenues(1m);
        client.Send(Delta(1, 1, Holds("BTC", 70m), Left("tx", "BTC", 30m)));
        client.Send(Client.Okx, Delta(1, 1, Holds("BTC", 35m), Came("tx", "BTC", 30m)));
        Assert.Equal(2, client.Account.Notices(client.Now).Count);
        Announce(client, 30m);

        AssertBooked(client, 70m, 35m);
        Assert.Empty(client.Account.Transfers.Open);
        Assert.Empty(client.Account.Notices(client.Now));
    }

    [Fact]
    public void Transfer_OfMoreThanIsThere_AddsNothingAnywhere()
    {
        var client = TwoVenues(1m);
        Announce(client, 1_000_000m);
        AssertBooked(client, null, 105m, zeroLeaving: true);
        Announce(client, 50m, "second");
        AssertBooked(client, null, 105m, zeroLeaving: true);
    }

    [Fact]
    public void Movement_WhenASnapshotRepeatsIt_IsTakenOnce()
    {
        var client = TwoVenues(0m);
        Announce(client, 30m);
        client.Send(Client.Okx, Delta(1, 1, Came("tx", "BTC", 30m)));
        client.Send(Client.Okx, Snapshot(2, 0, Holds("BTC", 35m), Came("tx", "BTC", 30m)));

        Assert.Single(client.Recorded<TransferCredited>());
        Assert.Empty(client.Recorded<MovementUnmatched>());
    }

    [Fact]
    public void Movement_ThatNobodyAnnounced_IsNamedUntilSomebodyExplainsIt()
    {
        var client = TwoVenues(0m);
        client.Send(Delta(1, 1, Holds("BTC", 90m), Left("0xabc", "BTC", 10m)));

        Assert.Equal("departure of 10 BTC at DERIBIT:main under 0xabc was announced by nobody", Assert.Single(client.Account.Notices(client.Now)));
        Do(client, request => new ExplainMovement(Client.Deribit, "0xabc", "paid the auditor") { Account = Client.Id, Request = request, By = Client.Alice });
        Assert.Empty(client.Account.Notices(client.Now));
        StateBytes.AssertRemade(client);
    }

    [Fact]
    public void Departure_OfLessThanWasAnnounced_IsNotTheTransfer()
    {
        var client = TwoVenues(1m);
        Announce(client, 30m);
        client.Send(Delta(1, 1, Holds("BTC", 99m), Left("tx", "BTC", 1m)));

        Assert.False(Assert.Single(client.Account.Transfers.Open).IsDebited);
        Assert.Single(client.Recorded<MovementUnmatched>());
        AssertBooked(client, 69m, 35m);
    }

    [Fact]
    public void Transfer_WhenNotArrivedInTime_IsOverdueAndStaysInTransit()
    {
        var client = TwoVenues(0m);
        Announce(client, 30m);
        client.Send(Delta(1, 1, Holds("BTC", 70m), Left("tx", "BTC", 30m)));
        Assert.Empty(client.Pass(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1)).Tidy().Records.OfType<TransferOverdue>());
        Assert.Single(client.Pass(TimeSpan.FromTicks(1)).Tidy().Records.OfType<TransferOverdue>());
        Assert.Empty(client.Tidy().Records);

        Assert.Contains(client.Account.Notices(client.Now), notice => notice.Contains("has not arrived", StringComparison.Ordinal));
        Assert.Equal(Refusal.WrongState, Refused(client, request => new CancelTransfer("tx") { Account = Client.Id, Request = request, By = Client.Alice }).Reason);
        Do(client, request => new ExplainMovement(Client.Okx, "tx", "came under another reference") { Account = Client.Id, Request = request, By = Client.Alice });
        Assert.Empty(client.Account.Transfers.Open);
    }

    [Fact]
    public void Transfer_WhenCancelledBeforeItLeft_CountsWhereItWas()
    {
        var client = TwoVenues(1m);
        Announce(client, 30m);
        Do(client, request => new CancelTransfer("tx") { Account = Client.Id, Request = request, By = Client.Alice });
        AssertBooked(client, 100m, 5m);
    }

    [Fact]
    public void Correction_TakesTwoPersonsAndLapses()
    {
        var client = TwoVenues(0m);
        var id = Propose(client, -40m);
        AssertBooked(client, 100m, 5m);
        Assert.Equal(Refusal.NeedsAnotherPerson, Refused(client, Approval(id, Client.Alice)).Reason);
        Do(client, Approval(id, Client.Bob));

        AssertBooked(client, 60m, 5m);
        var notice = Assert.Single(client.Account.Notices(client.Now));
        Assert.Contains("proposed by alice, approved by bob: the venue counts it twice", notice, StringComparison.Ordinal);
        Assert.Equal(Refusal.WrongState, Refused(client, Approval(id, new PrincipalId("carol"))).Reason);
        StateBytes.AssertRemade(client);

        // It ends at its time, whether or not anybody looked.
        client.Pass(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        AssertBooked(client, 60m, 5m);
        client.Pass(TimeSpan.FromTicks(1));
        AssertBooked(client, 100m, 5m);
        Assert.Contains(client.Tidy().Records, record => record is Accounts.Corrections.CorrectionLapsed);
        Assert.Empty(client.Account.Corrections.All);
    }

    [Fact]
    public void Correction_OfAnAssetThatTheFeedDoesNotTell_IsALineOfItsOwn()
    {
        var client = TwoVenues(0m);
        Do(client, Approval(Propose(client, 7m, "ETH"), Client.Bob));
        Assert.Equal(7m, client.Balance("ETH"));
        Assert.Empty(BookCheck.Check(client.Book()));
    }

    [Fact]
    public void Correction_WhenWithdrawn_IsNoMore()
    {
        var client = TwoVenues(0m);
        var id = Propose(client, -40m);
        Do(client, Approval(id, Client.Bob));
        Do(client, request => new WithdrawCorrection(id, "the venue is right now") { Account = Client.Id, Request = request, By = Client.Alice });
        AssertBooked(client, 100m, 5m);
    }

    [Fact]
    public void Book_WhenTwoVenueAccountsTellTheSame_AddsThemUp()
    {
        var client = Client.With(Client.Deribit, DeribitToo);
        client.Send(Snapshot(1, 0, Holds("BTC", 2m), Has("X", 3m)));
        client.Send(DeribitToo, Snapshot(1, 0, Holds("BTC", 2m), Has("X", 3m)));

        Assert.Equal((4m, 6m), (client.Balance("BTC"), client.Position("X")));
        Assert.Empty(BookCheck.Check(client.Book()));
    }

    [Fact]
    public void Book_WhenItHoldsTheLargestQuantitiesThereAre_IsMadeAllTheSame()
    {
        var client = Client.With(Client.Deribit, DeribitToo);
        foreach (var feed in new[] { Client.Deribit, DeribitToo })
        {
            client.Send(feed, Snapshot(1, 0, Holds("BTC", Quantity.Largest), Has("X", Quantity.Largest), Has("Y", -Quantity.Largest)));
        }

        Assert.Equal(2, client.Book().Lines.Count);
        Assert.Equal(4, client.Book().Positions.Count);
    }

    [Fact]
    public void Statement_OfTwoVenueAccounts_IsTheirSumWhereBothStateTheFigure()
    {
        var client = Client.With(Client.Deribit, DeribitToo);
        client.Send(Snapshot(1, 0, States(100m, 20m, 10m)));
        client.Pass(5).Send(DeribitToo, Snapshot(1, 0, States(50m, null, 5m)));

        var statement = Assert.Single(client.Book().VenueStatements).Value;
        Assert.Equal((150m, 15m), (statement.Equity!.Value.Amount, statement.MaintenanceMargin!.Value.Amount));
        Assert.Null(statement.InitialMargin);
        Assert.Equal(Client.Start, statement.AsOf);
    }

    [Fact]
    public void Statement_WhereOneVenueAccountSaysNothing_IsNotTheOthersAlone()
    {
        var client = Client.With(Client.Deribit, DeribitToo);
        client.Send(Snapshot(1, 0, States(100m, 20m, 10m)));
        client.Send(DeribitToo, Snapshot(1, 0, Has("X", 1m)));
        Assert.Null(Assert.Single(client.Book().VenueStatements).Value.Equity);
    }

    [Fact]
    public void Statement_WhereTwoPoolsHaveOne_IsThatOfThePoolThatLacksMostAndTheOtherIsNamed()
    {
        var client = Client.With(Client.Deribit);
        Do(client, request => new OpenPool(Basis, "carry") { Account = Client.Id, Request = request, By = Client.Alice });
        client.Take(new ClaimInput(DeribitToo, Basis));
        client.Send(Snapshot(1, 0, States(100m, 20m, 10m)));
        client.Send(DeribitToo, Snapshot(1, 0, States(5m, 9m, 8m)));

        Assert.Equal(Basis, client.Book().VenueStatements[Client.Deribit.Location].Pool);
        Assert.Contains("that of cross lacks less", Assert.Single(client.Account.Notices(client.Now)), StringComparison.Ordinal);
    }

    [Fact]
    public void Book_OfAFeedInAPool_LiesInThatPool()
    {
        var client = Client.Empty();
        Do(client, request => new OpenPool(Basis, "carry") { Account = Client.Id, Request = request, By = Client.Alice });
        client.Take(new ClaimInput(Client.Deribit, Basis));
        Assert.Equal(Basis, Assert.Single(client.Book().LostFeeds).Pool);
        client.Send(Snapshot(1, 0, Holds("BTC", 1m), Has("X", 1m), Rests("o", "X", OrderSide.Ask, 2m, 3m), Owes("USDC", 4m)));

        var book = client.Book();
        Assert.All(book.Lines, line => Assert.Equal(Basis, line.Pool));
        Assert.Equal(Basis, Assert.Single(book.Positions).Pool);
        Assert.Equal((Basis, 2m), (Assert.Single(book.Orders).Pool, book.Orders[0].Quantity.Value));
        Assert.Equal(4m, book.Lines.Single(line => line.IsLoan).Balance.Value);
        Assert.Empty(BookCheck.Check(book));
    }

    private static void AssertBooked(Client client, decimal? from, decimal to, bool zeroLeaving = false)
    {
        Assert.Equal(zeroLeaving ? 0m : from, client.Balance("BTC"));
        Assert.Equal(to, client.Balance("BTC", Client.Okx));
        Assert.Empty(BookCheck.Check(client.Book()));
    }

    private static Client TwoVenues(decimal share)
    {
        var client = Client.With(new AccountPolicy { Transit = new TransitPolicy { CountedShare = share } }, Client.Deribit, Client.Okx);
        client.Send(Snapshot(1, 0, Holds("BTC", 100m)));
        client.Send(Client.Okx, Snapshot(1, 0, Holds("BTC", 5m)));
        return client;
    }

    private void Announce(Client client, decimal amount, string reference = "tx") =>
        Do(client, request => new AnnounceTransfer(
            reference, new Asset("BTC"), new Quantity(amount), Client.Deribit, Client.Okx, client.Now + TimeSpan.FromHours(1))
        { Account = Client.Id, Request = request, By = Client.Alice });

    private DecisionId Propose(Client client, decimal amount, string asset = "BTC")
    {
        var done = Do(client, request => new ProposeCorrection(
            Client.Deribit, new Asset(asset), new Quantity(amount), "the venue counts it twice", client.Now + TimeSpan.FromHours(1))
        { Account = Client.Id, Request = request, By = Client.Alice });
        Assert.True(DecisionId.TryParse(done.Created, out var id));
        return id;
    }

    private static Func<RequestId, AccountCommand> Approval(DecisionId id, PrincipalId by) =>
        request => new ApproveCorrection(id) { Account = Client.Id, Request = request, By = by };

    private CommandDone Do(Client client, Func<RequestId, AccountCommand> command) => Assert.IsType<CommandDone>(Answer(client, command));

    private CommandRefused Refused(Client client, Func<RequestId, AccountCommand> command) =>
        Assert.IsType<CommandRefused>(Answer(client, command));

    private AccountAnswer? Answer(Client client, Func<RequestId, AccountCommand> command) =>
        client.Take(new CommandInput(command(new RequestId($"r{_requests++}")))).Answer;
}
