using System.Globalization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Client;
using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Host.Bench.Doors;

namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>
/// What a street does to a platform through its door, at a kept rate: adapters tell feeds and begin anew now and then, a source quotes, desks watch and
/// ask, and others come, look around and go. Everything that ends is begun again.
/// </summary>
internal sealed class SoakLoad(BenchStreet street, Uri door, SoakPlan plan, SoakTally tally)
{
    private const int Watchers = 10;
    private const decimal Price = 100_000m;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan QuoteEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan VisitFor = TimeSpan.FromSeconds(1);

    // Long enough to be in step again, short enough that a short run has several.
    private static readonly TimeSpan FeedFor = TimeSpan.FromSeconds(15);

    private static TimeProvider Time => PlatformHost.Time;

    public async Task RunAsync(CancellationToken until)
    {
        await using var client = DoorBench.Open(door);
        await Task.WhenAll(
        [
            AgainAsync("feeds", () => FeedAsync(client, until), until),
            AgainAsync("quotes", () => QuoteAsync(client, until), until),
            AgainAsync("questions", () => AskAsync(client, until), until),
            AgainAsync("visits", () => VisitAsync(until), until),
            .. Enumerable.Range(0, Watchers).Select(each => AgainAsync("watch", () => WatchAsync(client, each, until), until)),
        ]);
    }

    private async Task AgainAsync(string what, Func<Task> run, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            try
            {
                await run();
            }
            catch (Exception) when (until.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                tally.Failed(what, exception.ToString());
                await Task.Delay(VisitFor, Time, CancellationToken.None);
            }
        }
    }

    /// <summary>For a while, over a connection of its own.</summary>
    private async Task FeedAsync(MarginClient client, CancellationToken until)
    {
        await using var connection = client.ConnectFeeds();
        var sessions = Enumerable.Range(0, plan.Accounts)
            .Select(number => connection.Open(BenchStreet.AccountOf(number), BenchStreet.FeedOf(number), FetchAsync)).ToList();
        var (began, sent, last) = (Time.GetTimestamp(), 0L, new long[plan.Accounts]);
        for (var elapsed = TimeSpan.Zero; elapsed < FeedFor && !until.IsCancellationRequested; elapsed = Time.GetElapsedTime(began))
        {
            for (; sent < plan.PerSecond * elapsed.TotalSeconds; sent++)
            {
                var (number, step) = ((int)(sent % plan.Accounts), (int)(sent / plan.Accounts));
                var fact = new PositionFact(BenchStreet.InstrumentOf(step % plan.Positions), new Quantity(0.1m + (step % 7 * 0.001m)), new Price(Price));
                last[number] = await sessions[number].SendAsync([fact], Time.GetUtcNow(), until);
                tally.Done();
            }

            await Task.Delay(Breath, Time, until);
        }

        var at = Time.GetTimestamp();
        await Task.WhenAll(sessions.Zip(last, (session, sequence) => session.DurableAsync(sequence, until)));
        tally.Answered(Time.GetElapsedTime(at));

        Task<FeedSnapshot> FetchAsync(SnapshotWanted wanted, CancellationToken token) =>
            Task.FromResult(new FeedSnapshot(FeedParts.All, BenchStreet.BookOf(plan.Positions, BenchStreet.Usual), Time.GetUtcNow()));
    }

    private async Task QuoteAsync(MarginClient client, CancellationToken until)
    {
        using var call = client.MarketData.Publish(cancellationToken: until);
        for (var turn = 0; ; turn = (turn + 1) % 100)
        {
            var quotes = street.Quotes(Price + turn, Enumerable.Range(0, plan.Positions));
            await call.RequestStream.WriteAsync(MarketDataWire.Write(quotes), until);
            await call.ResponseStream.MoveNext(until);
            if (call.ResponseStream.Current.Refusal.Length > 0)
            {
                tally.Failed("quotes", call.ResponseStream.Current.ToString());
            }

            tally.Done();
            await Task.Delay(QuoteEvery, Time, until);
        }
    }

    private async Task AskAsync(MarginClient client, CancellationToken until)
    {
        for (var turn = 0; ; turn = (turn + 1) % 1_000_000)
        {
            var account = BenchStreet.AccountOf(turn % plan.Accounts);
            var at = Time.GetTimestamp();
            switch (turn % 10)
            {
                case 0:
                    await client.Margin.WhatIfAsync(MarginWire.Write(account, BenchStreet.Thought(turn, plan.Positions)), cancellationToken: until);
                    break;
                case 1:
                    await client.Margin.ExplainAsync(new V1.ExplainRequest { Account = account.ToString() }, cancellationToken: until);
                    break;
                case 2:
                    await client.Accounts.ListAccountsAsync(new V1.ListAccountsRequest(), cancellationToken: until);
                    break;
                case 3:
                    await client.Feeds.ListFeedsAsync(new V1.ListFeedsRequest { Account = account.ToString() }, cancellationToken: until);
                    break;
                default:
                    await client.Margin.GetMarginAsync(new V1.GetMarginRequest { Account = account.ToString() }, cancellationToken: until);
                    break;
            }

            tally.Answered(Time.GetElapsedTime(at));
            await Task.Delay(AskEvery, Time, until);
        }
    }

    private async Task WatchAsync(MarginClient client, int number, CancellationToken until)
    {
        // Half of them watch everything.
        string[] accounts = number % 2 == 0 ? [] : [BenchStreet.AccountOf(number % plan.Accounts).ToString()];
        await foreach (var _ in client.WatchMarginAsync(new V1.WatchMarginRequest { Accounts = { accounts } }, until))
        {
            tally.Done();
        }
    }

    /// <summary>Somebody connects, watches, reads on in the journal, and leaves in the middle of it.</summary>
    private async Task VisitAsync(CancellationToken until)
    {
        await using var visitor = DoorBench.Open(door);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(until);
        enough.CancelAfter(VisitFor);
        var name = BenchStreet.AccountOf(0).ToString();
        await Task.WhenAll(
            LookAsync(visitor.WatchMarginAsync(new V1.WatchMarginRequest(), enough.Token)),
            LookAsync(visitor.WatchMarginCallsAsync(new V1.WatchMarginCallsRequest(), enough.Token)),
            LookAsync(visitor.WatchMarketAsync(new V1.WatchMarketRequest(), enough.Token)),
            LookAsync(visitor.ReadJournalAsync(new V1.ReadJournalRequest { Follow = true }, enough.Token)));
        await visitor.Margin.GetMarginAsync(new V1.GetMarginRequest { Account = name }, cancellationToken: until);
        tally.Done();

        async Task LookAsync<T>(IAsyncEnumerable<T> stream)
        {
            try
            {
                await foreach (var _ in stream)
                {
                    tally.Done();
                }
            }
            catch (Exception) when (enough.IsCancellationRequested)
            {
                // It was to end so.
            }
        }
    }
}
