using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Contracts.Tests.RoundTrips;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Contracts.Tests.Hostile;

/// <summary>A request that Contracts reads, a sound one with every field said, and its reader.</summary>
/// <param name="FreeTexts">Fields whose text is anybody's: the core judges it, or it is opaque.</param>
internal sealed record RequestKind(IMessage Sample, Func<IMessage, IReadOnlyList<FieldProblem>> Read, IReadOnlyList<string> FreeTexts)
{
    private static readonly PrincipalId By = new("alice");

    private static readonly Timestamp At = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public string Name => Sample.Descriptor.Name;

    public static IReadOnlyList<RequestKind> All { get; } =
    [
        Of(
            Drawn<V1.EvaluateRequest>(made => MarginWire.Write(made.Of<Book>(), Market(made), null, new ModelName("house"), new ModelName("deribit-pm"))),
            request => WireReader.Read(request, static (at, wire) => (
                at.Required("book", wire.Book, BookWire.Read),
                at.Required("market", wire.Market, MarketWire.Read),
                ModelWire.ReadModels(at, "models", wire.Models, ModelCatalogue.Shipped))),
            "rules_json",
            "model"),
        Of(Drawn<V1.ConnectRequest>(made => FeedWire.Write(made.Of<FeedBatch>())), FeedWire.Read, "trouble"),
        Of(
            Drawn<V1.PublishRequest>(made =>
            {
                var batch = made.Of<MarketBatch>();
                return MarketDataWire.Write(batch with { Marks = [.. batch.Marks.Select(each => each with { Mark = each.Mark with { Sources = [] } })] });
            }),
            MarketDataWire.Read),
        Of(
            Drawn<V1.WhatIfRequest>(made =>
            {
                var proposal = made.Of<Proposal>();
                return MarginWire.Write(
                    made.Of<AccountId>(),
                    proposal with { Shocks = [.. proposal.Shocks.Select(shock => shock with { Move = shock.Move % 1_000m })], Rules = null });
            }),
            MarginWire.Read,
            "rules_json"),
        Of(Stress(), MarginWire.Read),
        Of(
            new V1.WatchMarginRequest { Accounts = { "acme/desk", "acme/two" }, Cursor = "c", AtMostEvery = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) },
            MarginWire.Read,
            "cursor"),
        Of(new V1.GetMarginAsOfRequest { Account = "acme/desk", Instant = At, Rules = "house-2" }, MarginWire.Read),
        Of(
            Drawn<V1.CreateAccountRequest>(made => new V1.CreateAccountRequest
            {
                RequestId = "r",
                Account = "acme/desk",
                Policy = PolicyWire.Write(made.Of<AccountPolicy>()),
            }),
            request => AccountWire.Read(request, By)),
        Of(new V1.UpdatePolicyRequest { RequestId = "r", Account = "acme/desk", Policy = PolicyWire.Write(new AccountPolicy()) }, request => AccountWire.Read(request, By)),
        Of(new V1.CloseAccountRequest { RequestId = "r", Account = "acme/desk" }, request => AccountWire.Read(request, By)),
        Of(new V1.OpenPoolRequest { RequestId = "r", Account = "acme/desk", Pool = "gamma", Purpose = "p" }, request => AccountWire.Read(request, By), "purpose"),
        Of(new V1.ClosePoolRequest { RequestId = "r", Account = "acme/desk", Pool = "gamma" }, request => AccountWire.Read(request, By)),
        Of(new V1.ClaimVenueAccountRequest { RequestId = "r", Account = "acme/desk", Feed = "okx:main", Pool = "gamma" }, request => AccountWire.Read(request, By)),
        Of(new V1.ReleaseVenueAccountRequest { RequestId = "r", Account = "acme/desk", Feed = "okx:main" }, request => AccountWire.Read(request, By)),
        Of(new V1.MovePoolRequest { RequestId = "r", Account = "acme/desk", Feed = "okx:main", ToPool = "gamma" }, request => AccountWire.Read(request, By)),
        Of(
            new V1.AnnounceTransferRequest
            {
                RequestId = "r", Account = "acme/desk", Reference = "tx", Asset = "BTC", Amount = "1.5", From = "okx:a", To = "bybit:b", ExpectedBy = At,
            },
            request => AccountWire.Read(request, By)),
        Of(new V1.CancelTransferRequest { RequestId = "r", Account = "acme/desk", Reference = "tx" }, request => AccountWire.Read(request, By)),
        Of(
            new V1.ExplainMovementRequest { RequestId = "r", Account = "acme/desk", Feed = "okx:a", Reference = "tx", Explanation = "fee" },
            request => AccountWire.Read(request, By),
            "explanation"),
        Of(
            new V1.ProposeCorrectionRequest
            {
                RequestId = "r", Account = "acme/desk", Feed = "okx:a", Asset = "BTC", Amount = "-1", Reason = "why", Until = At,
            },
            request => AccountWire.Read(request, By),
            "reason"),
        Of(new V1.ApproveCorrectionRequest { RequestId = "r", Correction = "acme/desk#3.0" }, request => AccountWire.Read(request, By)),
        Of(new V1.WithdrawCorrectionRequest { RequestId = "r", Correction = "acme/desk#3.0", Reason = "why" }, request => AccountWire.Read(request, By), "reason"),
        Of(new V1.AcknowledgeRequest { RequestId = "r", Call = "acme/desk#3.0" }, request => CallWire.Read(request, By)),
        Of(new V1.DisputeRequest { RequestId = "r", Call = "acme/desk#3.0", Reason = "why", OwnFigure = "12" }, request => CallWire.Read(request, By), "reason"),
        Of(new V1.WithdrawRequest { RequestId = "r", Call = "acme/desk#3.0", Reason = "why" }, request => CallWire.Read(request, By), "reason"),
        Of(new V1.ApproveRequest { RequestId = "r", Liquidation = "acme/desk#3.0" }, request => LiquidationWire.Read(request, By)),
        Of(new V1.HoldRequest { RequestId = "r", Liquidation = "acme/desk#3.0", Reason = "why" }, request => LiquidationWire.Read(request, By), "reason"),
        Of(new V1.ReleaseRequest { RequestId = "r", Liquidation = "acme/desk#3.0" }, request => LiquidationWire.Read(request, By)),
        Of(new V1.AbortRequest { RequestId = "r", Liquidation = "acme/desk#3.0", Reason = "why" }, request => LiquidationWire.Read(request, By), "reason"),
        Of(
            new V1.ReportStepRequest { RequestId = "r", Request = "acme/desk#3.1", Report = V1.LegReport.Filled, Quantity = "2", Price = "88000", Reason = "why" },
            request => LiquidationWire.Read(request, By),
            "reason"),
        Of(
            new V1.RegisterInstitutionRequest { RequestId = "r", Institution = "acme", DisplayName = "Acme" },
            request => InstitutionWire.Read(request, By),
            "display_name"),
        Of(
            new V1.GrantRoleRequest { RequestId = "r", Principal = "bob", Role = V1.Role.Trader, Institution = "acme", Account = "acme/desk" },
            request => InstitutionWire.Read(request, By)),
        Of(
            new V1.RevokeRoleRequest { RequestId = "r", Principal = "bob", Role = V1.Role.Risk, Institution = "acme", Account = "acme/desk" },
            request => InstitutionWire.Read(request, By)),
        Of(new V1.SetQuotaRequest { RequestId = "r", Institution = "acme", Accounts = 3, UpdatesPerSecond = 9 }, request => InstitutionWire.Read(request, By)),
        Of(new V1.ContributeToFundRequest { RequestId = "r", Institution = "acme", Amount = "100" }, request => InstitutionWire.Read(request, By)),
        Of(
            Drawn<V1.UpsertInstrumentsRequest>(made => new V1.UpsertInstrumentsRequest
            {
                RequestId = "r",
                Instruments = { Market(made).Instruments.Values.Select(InstrumentWire.Write) },
            }),
            request => MarketDataWire.Read(request, By)),
        Of(new V1.PreviewRuleSetRequest { Book = "house", Version = "house-2" }, RuleWire.Read),
        Of(new V1.ActivateRuleSetRequest { RequestId = "r", Book = "house", Version = "house-2", EffectiveFrom = At }, RuleWire.Read),
        Of(new V1.WithdrawActivationRequest { RequestId = "r", Book = "house", Version = "house-2" }, request => RuleWire.Read(request, By)),
        Of(
            new V1.ReadJournalRequest { Streams = { V1.JournalStream.Account, V1.JournalStream.Market }, Account = "acme/desk", Cursor = "c" },
            AuditWire.Read,
            "cursor"),
    ];

    private static RequestKind Of<TMessage, T>(TMessage sample, Func<TMessage, Read<T>> read, params IReadOnlyList<string> freeTexts)
        where TMessage : IMessage => new(sample, message => read((TMessage)message).Problems, freeTexts);

    private static V1.StressRequest Stress() => new()
    {
        Account = "acme/desk",
        Cases =
        {
            new V1.StressCase
            {
                Name = "crash",
                Shocks =
                {
                    new V1.Shock { Factor = new V1.Factor { PriceOf = "BTC" }, Move = "-0.3" },
                    new V1.Shock { Factor = new V1.Factor { LossOf = "okx" }, Move = "-1" },
                },
            },
        },
        Grid = new V1.StressGrid { Unit = "BTC", PriceMoves = { "-0.1", "0.1" }, VolatilityMoves = { "0.2", "0.5" } },
    };

    private static MarketSnapshot Market(Testing.Values.RandomValue made)
    {
        var market = made.Of<MarketSnapshot>();
        return market with { Instruments = market.Instruments.Values.DistinctBy(each => each.Id).ToDictionary(each => each.Id) };
    }

    /// <summary>The largest of some drawn ones: with something in most lists.</summary>
    private static T Drawn<T>(Func<Testing.Values.RandomValue, T> draw)
        where T : IMessage => Enumerable.Range(0, 40).Select(seed => draw(DrawnValues.Of(seed))).MaxBy(message => message.CalculateSize())!;
}
