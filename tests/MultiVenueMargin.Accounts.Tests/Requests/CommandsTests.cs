using System.Globalization;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.Accounts.Tests.Frames;

namespace MultiVenueMargin.Accounts.Tests.Requests;

public sealed class CommandsTests
{
    private static readonly PoolId Basis = new("basis");

    // Filled in when a command is sent.
    private static AccountId Id => default;
    private static RequestId None => default;
    private static PrincipalId Nobody => default;

    private int _requests;

    [Fact]
    public void Account_WhenOpened_AnswersTheSameRequestTheSame()
    {
        var client = Client.Unopened();
        var open = new OpenAccount(new AccountPolicy()) { Account = Client.Id, Request = new RequestId("a"), By = Client.Alice };

        var first = Assert.IsType<CommandDone>(client.Take(new CommandInput(open)).Answer);
        Assert.Equal((2, "meridian/vol"), (first.Version, first.Created));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(first, client.Take(new CommandInput(open)).Answer);
        }

        Assert.Equal(2, client.Account.Version);
        Assert.Equal(Refusal.AlreadyExists, Refused(client, new OpenAccount(new AccountPolicy()) { Account = Id, Request = None, By = Nobody }).Reason);
    }

    [Fact]
    public void Request_WithAnotherBodyOrFromAnother_IsRefusedByName()
    {
        var client = Client.Empty();
        var open = new OpenPool(Basis, "carry") { Account = Client.Id, Request = new RequestId("a"), By = Client.Alice };
        client.Take(new CommandInput(open));
        var version = client.Account.Version;

        foreach (var other in new AccountCommand[] { open with { Purpose = "other" }, open with { By = Client.Bob }, new ClosePool(Basis) { Account = Client.Id, Request = new RequestId("a"), By = Client.Alice } })
        {
            var refused = Assert.IsType<CommandRefused>(client.Take(new CommandInput(other)).Answer);
            Assert.Equal((Refusal.RequestReused, "Request"), (refused.Reason, refused.Field));
            Assert.Contains("The request a was another", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(version, client.Account.Version);
    }

    [Fact]
    public void Request_WhenRefused_IsNotRememberedAndMaySucceedLater()
    {
        var client = Client.Empty();
        var claim = new AnnounceTransfer("tx", new Asset("BTC"), new Quantity(1m), Client.Deribit, Client.Okx, Client.Start)
        { Account = Client.Id, Request = new RequestId("a"), By = Client.Alice };
        Assert.Equal(Refusal.NotFound, Assert.IsType<CommandRefused>(client.Take(new CommandInput(claim)).Answer).Reason);
        client.Take(new ClaimInput(Client.Deribit, PoolId.Cross));
        client.Take(new ClaimInput(Client.Okx, PoolId.Cross));
        Assert.IsType<CommandDone>(client.Take(new CommandInput(claim)).Answer);
    }

    [Fact]
    public void Requests_BeyondWhatIsRemembered_AreForgottenOldestFirst()
    {
        var client = Client.Empty();
        var policies = Enumerable.Range(0, Limits.RememberedRequests + 1)
            .Select(i => new ChangePolicy(new AccountPolicy()) { Account = Client.Id, Request = new RequestId($"p{i}"), By = Client.Alice })
            .ToList();
        var answers = policies.Select(policy => client.Take(new CommandInput(policy)).Answer).ToList();

        Assert.Equal(Limits.RememberedRequests, client.Account.Requests.Count);
        Assert.Equal(answers[1], client.Take(new CommandInput(policies[1])).Answer);
        Assert.NotEqual(answers[0], client.Take(new CommandInput(policies[0])).Answer);
        StateBytes.AssertRemade(client);
    }

    [Fact]
    public void Pools_WhenOpenedAndClosed_FollowTheirRules()
    {
        var client = Client.Empty();
        Done(client, new OpenPool(Basis, "carry") { Account = Id, Request = None, By = Nobody });
        Assert.Equal(Refusal.AlreadyExists, Refused(client, new OpenPool(Basis, "again") { Account = Id, Request = None, By = Nobody }).Reason);
        Assert.Equal(Refusal.AlreadyExists, Refused(client, new OpenPool(PoolId.Cross, "again") { Account = Id, Request = None, By = Nobody }).Reason);
        Assert.Equal(Refusal.WrongState, Refused(client, new ClosePool(PoolId.Cross) { Account = Id, Request = None, By = Nobody }).Reason);
        Assert.Equal(Refusal.NotFound, Refused(client, new ClosePool(new PoolId("none")) { Account = Id, Request = None, By = Nobody }).Reason);
        Assert.Equal(["cross", "basis"], client.Account.View(client.Now).Pools.Select(pool => pool.Pool.Code));

        client.Take(new ClaimInput(Client.Deribit, Basis));
        Assert.Contains("DERIBIT:main feeds it", Refused(client, new ClosePool(Basis) { Account = Id, Request = None, By = Nobody }).Message, StringComparison.Ordinal);
        client.Take(new ReleaseInput(Client.Deribit));
        Done(client, new ClosePool(Basis) { Account = Id, Request = None, By = Nobody });
        Assert.Equal(Refusal.NotFound, Refused(client, new ClosePool(Basis) { Account = Id, Request = None, By = Nobody }).Reason);
    }

    [Fact]
    public void Pools_AtTheirLimit_AreTheLast()
    {
        var client = Client.Empty();
        for (var i = 0; i < Limits.Pools; i++)
        {
            Done(client, new OpenPool(new PoolId($"p{i}"), "one of many") { Account = Id, Request = None, By = Nobody });
        }

        Assert.Equal(Refusal.LimitReached, Refused(client, new OpenPool(Basis, "one more") { Account = Id, Request = None, By = Nobody }).Reason);
    }

    [Fact]
    public void Feeds_AtTheirLimit_AreTheLast()
    {
        var client = Client.Empty();
        static VenueAccountId Nth(int i) => new(new LocationId("V"), $"{i}");
        for (var i = 0; i < Limits.Feeds; i++)
        {
            client.Take(new ClaimInput(Nth(i), PoolId.Cross));
        }

        Assert.Equal(Limits.Feeds, client.Account.Feeds.Count);
        Assert.Equal(Refusal.LimitReached, Refused(client, new ClaimVenueAccount(Nth(Limits.Feeds), PoolId.Cross) { Account = Id, Request = None, By = Nobody }).Reason);
        Assert.Equal(Refusal.LimitReached, Assert.IsType<CommandRefused>(client.Take(new ClaimInput(Nth(Limits.Feeds), PoolId.Cross)).Answer).Reason);
    }

    [Fact]
    public void Transfers_AtTheirLimit_AreTheLast()
    {
        var client = Client.With(Client.Deribit, Client.Okx);
        for (var i = 0; i < Limits.OpenTransfers; i++)
        {
            Done(client, Transfer($"t{i}"));
        }

        Assert.Equal(Refusal.LimitReached, Refused(client, Transfer("more")).Reason);
        Assert.Equal(Refusal.AlreadyExists, Refused(client, Transfer("t0")).Reason);
    }

    [Fact]
    public void Corrections_AtTheirLimit_AreTheLast()
    {
        var client = Client.With(Client.Deribit);
        for (var i = 0; i < Limits.Corrections; i++)
        {
            Done(client, Correction(TimeSpan.FromDays(1)));
        }

        Assert.Equal(Refusal.LimitReached, Refused(client, Correction(TimeSpan.FromDays(1))).Reason);
    }

    [Fact]
    public void Correction_MustLapseInTime()
    {
        var client = Client.With(Client.Deribit);
        Assert.Equal("Until", Refused(client, Correction(TimeSpan.Zero)).Field);
        Assert.Equal("Until", Refused(client, Correction(Limits.LongestCorrection + TimeSpan.FromTicks(1))).Field);
        Done(client, Correction(Limits.LongestCorrection));
        Done(client, Correction(TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Claim_IsAskedOfTheAccountBeforeTheRegister()
    {
        var client = Client.With(Client.Deribit);
        Assert.Equal(Refusal.AlreadyExists, Refused(client, new ClaimVenueAccount(Client.Deribit, PoolId.Cross) { Account = Id, Request = None, By = Nobody }).Reason);
        Assert.Equal(Refusal.NotFound, Refused(client, new ClaimVenueAccount(Client.Okx, Basis) { Account = Id, Request = None, By = Nobody }).Reason);
        var version = client.Account.Version;
        Done(client, new ClaimVenueAccount(Client.Okx, PoolId.Cross) { Account = Id, Request = None, By = Nobody });
        Assert.Equal(version, client.Account.Version);
    }

    [Fact]
    public void Release_OfWhatIsOwedOrAtRisk_IsRefused()
    {
        var client = Client.With(Client.Deribit);
        Done(client, new ReleaseVenueAccount(Client.Deribit) { Account = Id, Request = None, By = Nobody });
        Assert.Equal(Refusal.NotFound, Refused(client, new ReleaseVenueAccount(Client.Okx) { Account = Id, Request = None, By = Nobody }).Reason);
        var epoch = 1;
        foreach (var fact in new Domain.Feeds.FeedFact[] { Has("X", 1m), Owes("USDC", 1m), Holds("BTC", -1m), Rests("o", "X", OrderSide.Bid, 1m, 1m) })
        {
            client.Send(Snapshot(epoch++, 0, fact));
            Assert.Equal(Refusal.WrongState, Refused(client, new ReleaseVenueAccount(Client.Deribit) { Account = Id, Request = None, By = Nobody }).Reason);
        }

        client.Send(Snapshot(epoch, 0));
        Done(client, new ReleaseVenueAccount(Client.Deribit) { Account = Id, Request = None, By = Nobody });
        client.Pass(601);
        Assert.Equal(Refusal.Unknown, Refused(client, new ReleaseVenueAccount(Client.Deribit) { Account = Id, Request = None, By = Nobody }).Reason);
    }

    [Fact]
    public void Account_WhileAnythingIsOpen_CannotBeClosedAndOnceClosedTakesNothing()
    {
        var client = Client.With(Client.Deribit, Client.Okx);
        Done(client, Transfer("tx"));
        Assert.Contains("the transfer tx is open", Refused(client, new CloseAccount() { Account = Id, Request = None, By = Nobody }).Message, StringComparison.Ordinal);
        Done(client, new CancelTransfer("tx") { Account = Id, Request = None, By = Nobody });
        Assert.Contains("DERIBIT:main still belongs to it", Refused(client, new CloseAccount() { Account = Id, Request = None, By = Nobody }).Message, StringComparison.Ordinal);
        client.Take(new ReleaseInput(Client.Deribit));
        client.Take(new ReleaseInput(Client.Okx));
        var close = new CloseAccount { Account = Client.Id, Request = new RequestId("close"), By = Client.Alice };
        var done = client.Take(new CommandInput(close)).Answer;

        Assert.IsType<CommandDone>(done);
        Assert.True(client.Account.IsClosed);
        Assert.Equal(done, client.Take(new CommandInput(close)).Answer);
        Assert.Equal(Refusal.AccountClosed, Refused(client, new OpenPool(Basis, "late") { Account = Id, Request = None, By = Nobody }).Reason);
        Assert.Equal(Refusal.AccountClosed, Refused(client, new OpenAccount(new AccountPolicy()) { Account = Id, Request = None, By = Nobody }).Reason);
        StateBytes.AssertRemade(client);
    }

    [Fact]
    public void Command_OfAnAccountThatIsNotThere_IsRefused() =>
        Assert.Equal(Refusal.NoSuchAccount, Refused(Client.Unopened(), new OpenPool(Basis, "carry") { Account = Id, Request = None, By = Nobody }).Reason);

    [Fact]
    public void Policy_WhenUnsound_IsRefusedWithEveryFinding()
    {
        var client = Client.Empty();
        var bad = new AccountPolicy
        {
            Freshness = new FreshnessPolicy { HeardEvery = TimeSpan.FromSeconds(31) },
            Calls = new CallPolicy { Grace = TimeSpan.Zero },
            Routes = [new TransferRoute(Client.Deribit.Location, Client.Deribit.Location, TimeSpan.Zero)],
            Alerts = [new("a", PoolId.Cross, 1.5m, 1.4m), new("a", PoolId.Cross, 1.5m, 1.6m)],
        };
        var refused = Refused(client, new ChangePolicy(bad) { Account = Id, Request = None, By = Nobody });

        Assert.Equal((Refusal.Malformed, "Policy"), (refused.Reason, refused.Field));
        foreach (var finding in new[] { "HeardEvery is 00:00:31", "Calls.Grace is 00:00:00", "Routes[0]", "Alerts[0].ClearAt is 1.4", "Alerts[1] has the name of another" })
        {
            Assert.Contains(finding, refused.Message, StringComparison.Ordinal);
        }

        Done(client, new ChangePolicy(new AccountPolicy { Freshness = new FreshnessPolicy { HeardEvery = TimeSpan.FromSeconds(30) } }) { Account = Id, Request = None, By = Nobody });
        Assert.Equal(TimeSpan.FromSeconds(30), client.Account.Policy.Freshness.HeardEvery);
    }

    [Fact]
    public void Command_WithAnythingLeftOut_IsMalformedAndChangesNothing()
    {
        var client = Client.With(Client.Deribit);
        var version = client.Account.Version;
        var long512 = new string('x', Limits.ReasonLength + 1);
        AccountCommand[] bad =
        [
            new OpenPool(default, "x") { Account = Id, Request = None, By = Nobody },
            new OpenPool(Basis, string.Empty) { Account = Id, Request = None, By = Nobody },
            new OpenPool(Basis, long512) { Account = Id, Request = None, By = Nobody },
            new OpenPool(Basis, "two\nlines") { Account = Id, Request = None, By = Nobody },
            new ClosePool(default) { Account = Id, Request = None, By = Nobody },
            new ClaimVenueAccount(default, Basis) { Account = Id, Request = None, By = Nobody },
            new ClaimVenueAccount(Client.Deribit, default) { Account = Id, Request = None, By = Nobody },
            new ReleaseVenueAccount(default) { Account = Id, Request = None, By = Nobody },
            new MoveVenueAccount(default, Basis) { Account = Id, Request = None, By = Nobody },
            new MoveVenueAccount(Client.Deribit, default) { Account = Id, Request = None, By = Nobody },
            new AcknowledgeCall(default) { Account = Id, Request = None, By = Nobody },
            new DisputeCall(default, "x", null) { Account = Id, Request = None, By = Nobody },
            new WithdrawCall(default, "x") { Account = Id, Request = None, By = Nobody },
            new ApproveLiquidation(default) { Account = Id, Request = None, By = Nobody },
            new HoldLiquidation(default, "x") { Account = Id, Request = None, By = Nobody },
            new ReleaseLiquidation(default) { Account = Id, Request = None, By = Nobody },
            new AbortLiquidation(default, "x") { Account = Id, Request = None, By = Nobody },
            new AbortLiquidation(new DecisionId(Client.Id, 1, 0), "\uD800") { Account = Id, Request = None, By = Nobody },
            new ReportLeg(default, LegReport.Done, Quantity.Zero, null, string.Empty) { Account = Id, Request = None, By = Nobody },
            new ReportLeg(new DecisionId(Client.Id, 1, 0), (LegReport)77, Quantity.Zero, null, string.Empty) { Account = Id, Request = None, By = Nobody },
            new ReportLeg(new DecisionId(Client.Id, 1, 0), LegReport.Done, Quantity.Zero, null, long512) { Account = Id, Request = None, By = Nobody },
            Transfer(string.Empty),
            Transfer(new string('r', 129)),
            Transfer("a b"),
            Transfer("t") with { Amount = new Quantity(-1m) },
            Transfer("t") with { Amount = Quantity.Zero },
            Transfer("t") with { Asset = default },
            Transfer("t") with { From = default },
            Transfer("t") with { To = Client.Deribit },
            new CancelTransfer("\u202E") { Account = Id, Request = None, By = Nobody },
            new ExplainMovement(default, "t", "x") { Account = Id, Request = None, By = Nobody },
            new ExplainMovement(Client.Deribit, "t", " ") { Account = Id, Request = None, By = Nobody },
            Correction(TimeSpan.FromHours(1)) with { Amount = Quantity.Zero },
            Correction(TimeSpan.FromHours(1)) with { Asset = default },
            Correction(TimeSpan.FromHours(1)) with { Feed = default },
            Correction(TimeSpan.FromHours(1)) with { Reason = null! },
            new ApproveCorrection(default) { Account = Id, Request = None, By = Nobody },
            new WithdrawCorrection(default, "x") { Account = Id, Request = None, By = Nobody },
            new CloseAccount { Account = Client.Id, Request = default, By = Client.Alice },
            new CloseAccount { Account = Client.Id, Request = new RequestId("x"), By = default },
            new CloseAccount { Account = new AccountId(new InstitutionId("other"), "vol"), Request = new RequestId("x"), By = Client.Alice },
        ];
        foreach (var (index, command) in bad.Index())
        {
            var sent = index >= bad.Length - 3 ? command : Signed(command);
            var refused = Assert.IsType<CommandRefused>(client.Take(new CommandInput(sent)).Answer);
            Assert.True(refused.Reason == Refusal.Malformed, string.Create(CultureInfo.InvariantCulture, $"bad[{index}]: {refused}"));
            Assert.NotEmpty(refused.Field);
        }

        Assert.Equal(version, client.Account.Version);
    }

    private static AnnounceTransfer Transfer(string reference) =>
        new(reference, new Asset("BTC"), new Quantity(1m), Client.Deribit, Client.Okx, Client.Start + TimeSpan.FromHours(1))
        { Account = Client.Id, Request = default, By = default };

    private static ProposeCorrection Correction(TimeSpan lasts) =>
        new(Client.Deribit, new Asset("BTC"), new Quantity(1m), "the venue is wrong", Client.Start + lasts)
        { Account = Client.Id, Request = default, By = default };

    private AccountCommand Signed(AccountCommand command) =>
        command with { Account = Client.Id, Request = new RequestId($"r{_requests++}"), By = Client.Alice };

    private CommandDone Done(Client client, AccountCommand command) =>
        Assert.IsType<CommandDone>(client.Take(new CommandInput(Signed(command))).Answer);

    private CommandRefused Refused(Client client, AccountCommand command) =>
        Assert.IsType<CommandRefused>(client.Take(new CommandInput(Signed(command))).Answer);
}
