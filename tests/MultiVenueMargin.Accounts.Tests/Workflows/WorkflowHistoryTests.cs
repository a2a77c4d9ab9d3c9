using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using Xunit.Abstractions;

namespace MultiVenueMargin.Accounts.Tests.Workflows;

/// <summary>
/// Random histories of prices, time, lost feeds, money, reports and persons, each look held against an auditor who reads records and
/// nothing else.
/// </summary>
public sealed class WorkflowHistoryTests(ITestOutputHelper output)
{
    private static readonly Config Check = Config.QuickThrowOnFailure
        .WithReplay(20_261_121, 7)
        .WithMaxTest(Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 1_000 : 60);

    private static readonly Arbitrary<int[]> Histories =
        Gen.Choose(0, 9_999).ArrayOf(120).ToArbitrary();

    [Fact]
    public void History_WhateverHappens_KeepsItsPromises()
    {
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Prop.ForAll(Histories, history => Live(history, seen)).Check(Check);

        // Histories in which nothing happens keep every promise.
        Type[] kinds =
        [
            typeof(AlertCleared), typeof(CallAmended), typeof(CallPaid), typeof(CallExpired), typeof(CallEnded), typeof(LiquidationReplanned),
            typeof(LiquidationHeld), typeof(LiquidationAbortAsked), typeof(LegFilled), typeof(LegEnded), typeof(DeficitSettled),
        ];
        Assert.Empty(kinds.Select(kind => kind.Name).Except(seen.Keys));
        Assert.Empty(Enum.GetNames<LiquidationOutcome>().Skip(1).Except(seen.Keys));
        Assert.Empty(Enum.GetNames<LegOutcome>().Skip(1).Except(seen.Keys));
        output.WriteLine($"{seen["looks"]} looks, {seen["quiet looks"]} quiet, {seen["quiet looks beside a call"]} of these beside a call");
        Assert.True(seen["quiet looks"] > 1_000 && seen["quiet looks beside a call"] > 100, "Looks that may be quiet are not.");
    }

    private static void Live(int[] history, SortedDictionary<string, int> seen)
    {
        var bench = new MarginBench(new AccountPolicy
        {
            Alerts = [new AlertThreshold("early", PoolId.Cross, 1.8m, 1.9m)],
            Liquidation = new LiquidationTerms { Approval = (Approval)(1 + (history.Length == 0 ? 0 : history[0] % 3)) },
        });
        var auditor = new Auditor(bench);
        var looks = 0;
        foreach (var step in history)
        {
            Do(bench, step);
            auditor.Read();
            bench.Look();
            auditor.Read();
            Assert.Empty(bench.Look());
            looks += 2;
        }

        seen["looks"] = seen.GetValueOrDefault("looks") + looks;
        seen["quiet looks"] = seen.GetValueOrDefault("quiet looks") + bench.QuietLooks;
        seen["quiet looks beside a call"] = seen.GetValueOrDefault("quiet looks beside a call") + bench.QuietBesideACall;

        Calm(bench);
        auditor.Read();
        auditor.IsCalm();
        SameFromRecordsAndBytes(bench);
        foreach (var (record, _) in bench.Journal)
        {
            Count(record.GetType().Name);
            Count(record is LiquidationEnded ended ? ended.Outcome.ToString() : string.Empty);
            Count(record is LegEnded leg ? leg.Outcome.ToString() : string.Empty);
        }

        void Count(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
    }

    /// <summary>What is there, made again from its records, and written down and read back, is the same byte for byte.</summary>
    private static void SameFromRecordsAndBytes(MarginBench bench)
    {
        var again = new Account(MarginBench.Id);
        foreach (var (record, at) in bench.Journal)
        {
            again.Apply(record, at);
        }

        var bytes = BytesOf(bench.Account);
        Assert.Equal(bytes, BytesOf(again));

        var at0 = 0;
        var reader = new CanonicalReader(bytes, ref at0);
        var copy = new CanonicalWriter();
        MarginBook.ReadFrom(reader).WriteTo(copy);
        CallDesk.ReadFrom(reader).WriteTo(copy);
        LiquidationDesk.ReadFrom(reader).WriteTo(copy);
        DeficitBook.ReadFrom(reader).WriteTo(copy);
        AlertBoard.ReadFrom(reader).WriteTo(copy);
        reader.End();
        Assert.Equal(bytes, copy.ToArray());
    }

    private static byte[] BytesOf(Account account)
    {
        var writer = new CanonicalWriter();
        account.Margins.WriteTo(writer);
        account.Calls.WriteTo(writer);
        account.Liquidations.WriteTo(writer);
        account.Deficits.WriteTo(writer);
        account.Alerts.WriteTo(writer);
        return writer.ToArray();
    }

    private static void Do(MarginBench bench, int step)
    {
        var size = step / 16;
        var open = bench.Account.Liquidations.All.SelectMany(each => each.Requests).Where(each => each.IsOpen).ToList();
        switch (step % 16)
        {
            case 0 or 1:
                bench.At(75_000m + (size * 40m)).Pass(5);
                break;
            case 2:
                bench.At(60_000m + (size * 40m)).Pass(5);
                break;
            case 3:
                // The executor and the feed do what they should.
                foreach (var each in open.Where(each => each.Leg.Quantity.Value <= bench.Contracts))
                {
                    bench.Report(each.Id, LegReport.Filled, each.Leg.Quantity.Value);
                    bench.Sell(each.Leg.Quantity.Value);
                }

                bench.Tell();
                bench.Pass(5);
                break;
            case 4:
                bench.Pass(size * 10);
                break;
            case 5:
                bench.IsLost = !bench.IsLost;
                break;
            case 6:
                bench.Deposit((size * 20m) - 4_000m, $"w{bench.Account.Version}");
                break;
            case 7:
                bench.HasMarket = size % 4 != 0;
                break;
            case 8 or 9 or 10 when open.Count > 0:
                var request = open[size % open.Count];
                var filled = Math.Min(decimal.Round(request.Leg.Quantity.Value * (size % 5) / 4m, 4), bench.Contracts);
                if (filled > 0 && bench.Report(request.Id, LegReport.Filled, filled) is null)
                {
                    bench.Sell(filled);
                }

                break;
            case 11 when open.Count > 0:
                bench.Report(open[0].Id, (LegReport)(1 + (size % 4)));
                break;
            case 12:
                bench.Tell();
                break;
            case 13 or 14:
                Person(bench, size);
                break;
            default:
                Fund(bench, size);
                break;
        }
    }

    private static void Person(MarginBench bench, int size)
    {
        var by = size % 2 == 0 ? MarginBench.Alice : MarginBench.Bob;
        var call = bench.Account.Calls.Views.Select(view => view.Call).FirstOrDefault();
        var liquidation = bench.Account.Liquidations.All.Select(each => each.Id).FirstOrDefault();
        AccountCommand command = (size / 2 % 12) switch
        {
            0 => new AcknowledgeCall(call) { Account = MarginBench.Id, Request = new("r"), By = by },
            1 => new DisputeCall(call, "no", null) { Account = MarginBench.Id, Request = new("r"), By = by },
            2 => new WithdrawCall(call, "by mistake") { Account = MarginBench.Id, Request = new("r"), By = by },
            3 => new HoldLiquidation(liquidation, "wait") { Account = MarginBench.Id, Request = new("r"), By = by },
            4 or 5 => new ReleaseLiquidation(liquidation) { Account = MarginBench.Id, Request = new("r"), By = by },
            6 => new AbortLiquidation(liquidation, "stop") { Account = MarginBench.Id, Request = new("r"), By = by },
            _ => new ApproveLiquidation(liquidation) { Account = MarginBench.Id, Request = new("r"), By = by },
        };
        bench.Do(turn => command is AcknowledgeCall or DisputeCall or WithdrawCall
            ? CallCommands.Take(turn, command)
            : LiquidationCommands.Take(turn, command));
    }

    private static void Fund(MarginBench bench, int size)
    {
        if (bench.Account.Deficits.Views.FirstOrDefault(deficit => !deficit.IsSettled) is { } deficit)
        {
            var granted = deficit.Granted ?? Usd.Down(deficit.Amount.Amount * (size % 3) / 2m);
            var input = size % 2 == 0
                ? new FundInput(deficit.Deficit, granted, IsSettled: false, Usd.Zero)
                : new FundInput(deficit.Deficit, granted, IsSettled: true, deficit.Amount - granted);
            bench.Do(turn =>
            {
                FundInputs.Take(turn, input);
                return null;
            });
        }
    }

    /// <summary>Prices recover, money comes, everybody answers, and time passes.</summary>
    private static void Calm(MarginBench bench)
    {
        (bench.IsLost, bench.HasMarket) = (false, true);
        bench.At(200_000m).Cash = 1_000_000m;
        for (var i = 0; i < 5; i++)
        {
            bench.Pass(600).Look();
            foreach (var held in bench.Account.Liquidations.UnderWay.Where(each => each.IsHeld))
            {
                bench.Do(turn => LiquidationCommands.Take(
                    turn, new ReleaseLiquidation(held.Id) { Account = MarginBench.Id, Request = new("r"), By = MarginBench.Alice }));
            }

            Fund(bench, 1);
        }
    }

    /// <summary>Reads every record once and remembers only what it says: an own, slow account of what may be.</summary>
    private sealed class Auditor(MarginBench bench)
    {
        private readonly Dictionary<DecisionId, string> _openRequests = [];
        private readonly Dictionary<DecisionId, decimal> _deficits = [];
        private DecisionId? _call;
        private decimal _called;
        private decimal _paid;
        private DecisionId? _liquidation;
        private bool _isHeld;
        private HashSet<PrincipalId?> _approvals = [];
        private int _read;

        public void Read()
        {
            foreach (var (record, _) in bench.Journal.Skip(_read))
            {
                _read++;
                Read(record, new DecisionId(MarginBench.Id, _read, 0));
            }

            Assert.Equal(_call, bench.Account.Calls.FindOpen(PoolId.Cross)?.Id);
            Assert.Equal(_liquidation, bench.Account.Liquidations.FindUnderWay(PoolId.Cross)?.Id);
        }

        public void IsCalm()
        {
            Assert.Null(_call);
            Assert.Null(_liquidation);
            Assert.Empty(_openRequests);
            Assert.All(_deficits.Values, left => Assert.Equal(0m, left));
            Assert.Equal(MarginState.Healthy, bench.Account.Margins.Of(PoolId.Cross).State);
        }

        private void Read(AccountRecord record, DecisionId id)
        {
            switch (record)
            {
                case CallIssued issued:
                    Assert.Null(_call);
                    Assert.NotEqual(MarginState.Unknown, issued.Evidence.Figures.State);
                    Assert.Equal(issued.Evidence.Figures.CallAmount, issued.Amount);
                    (_call, _called, _paid) = (id, issued.Amount.Amount, 0m);
                    break;
                case CallAmended amended:
                    Assert.Equal(_call, amended.Call);
                    Assert.True(amended.Amount.Amount > _called);
                    _called = amended.Amount.Amount;
                    break;
                case CallPaid paid:
                    Assert.Equal(_paid + paid.Flows.Sum(flow => flow.Worth.Amount), paid.Counted.Amount);
                    _paid = paid.Counted.Amount;
                    break;
                case CallEnded ended:
                    Assert.Equal(_call, ended.Call);
                    Assert.True(ended.Outcome != CallOutcome.Met || _paid >= _called);
                    Assert.True(ended.Outcome != CallOutcome.CuredByMarket || _paid < _called);
                    _call = null;
                    break;
                case LiquidationPlanned planned:
                    Assert.Null(_liquidation);
                    Assert.True(planned.Evidence.Figures.State >= MarginState.Liquidating);
                    (_liquidation, _isHeld, _approvals) = (id, false, []);
                    break;
                case LiquidationApproved approved:
                    Assert.True(_approvals.Add(approved.By));
                    break;
                case LiquidationHeld or LiquidationAbortAsked:
                    _isHeld = true;
                    break;
                case LiquidationReleased:
                    _isHeld = false;
                    break;
                case LegRequested requested:
                    Assert.Equal(_liquidation, requested.Liquidation);
                    Assert.Empty(_openRequests);
                    Assert.False(_isHeld);
                    Assert.False(bench.IsLost);
                    Assert.True(_approvals.Contains(null) || _approvals.Count >= (int)bench.Account.Policy.Liquidation.Approval - 1);
                    Assert.InRange(requested.Leg.Quantity.Value, 0.0001m, bench.Contracts);
                    Assert.Equal(OrderSide.Ask, requested.Leg.Side);
                    _openRequests.Add(requested.Request, "open");
                    break;
                case LegEnded ended:
                    Assert.True(_openRequests.Remove(ended.Request));
                    break;
                case LiquidationEnded ended:
                    Assert.Equal(_liquidation, ended.Liquidation);
                    _liquidation = null;
                    break;
                case DeficitRecorded recorded:
                    Assert.True(recorded.Amount > Usd.Zero && recorded.Amount <= -recorded.Evidence.Figures.LikelyEquity);
                    _deficits.Add(id, recorded.Amount.Amount);
                    break;
                case DeficitSettled settled:
                    _deficits[settled.Deficit] -= settled.Drawn.Amount + settled.Allocated.Amount;
                    break;
                default:
                    break;
            }
        }
    }
}
