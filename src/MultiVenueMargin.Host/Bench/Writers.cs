namespace MultiVenueMargin.Host.Bench;

/// <summary>Those who send updates to a street: each has accounts of its own, so that two never number updates of one.</summary>
internal sealed class Writers(BenchStreet street, BenchScale scale)
{
    public const int Count = 32;

    public const int UpdatesPerCall = 64;

    // Beyond what the others send together: what one account alone can be told in one call.
    private const int TimesTheOthers = 10;

    private long _updates;

    private static TimeProvider Time => PlatformHost.Time;

    /// <summary>Acknowledged so far.</summary>
    public long Updates => Interlocked.Read(ref _updates);

    /// <summary>Each sends the next call when the last is acknowledged, while the condition holds; returns how many updates were.</summary>
    public async Task<long> SendAsync(Func<bool> goesOn, CancellationToken cancellation)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, Count).Select(writer => Task.Run(
            async () =>
            {
                var count = 0L;
                for (var turn = 0; goesOn(); turn++)
                {
                    var account = writer + (turn % ((scale.Accounts - writer + Count - 1) / Count) * Count);
                    count += await UpdateAsync(account, UpdatesPerCall, cancellation);
                }

                return count;
            },
            cancellation)));
        return counts.Sum();
    }

    public async Task<int> UpdateAsync(int account, int updates, CancellationToken cancellation)
    {
        var taken = await street.UpdateAsync(account, updates, cancellation);
        Interlocked.Add(ref _updates, taken);
        return taken;
    }

    /// <summary>
    /// Updates are sent when their time has come, whether earlier ones were answered or not; the time that one waited for its turn counts. None goes to
    /// the account that stands worst: it is the hot one where there is one.
    /// </summary>
    public async Task<Quantiles> OfferAsync(TimeSpan lasting, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var total = (int)(scale.PerSecond * lasting.TotalSeconds);
        var pending = new List<Task<double>>(total);
        var last = new Task[scale.Accounts];
        Array.Fill(last, Task.CompletedTask);
        for (var i = 0; i < total; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / scale.PerSecond);
            while (Time.GetElapsedTime(began) < due)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), Time, cancellation);
            }

            var number = 1 + (i % (scale.Accounts - 1));
            var sent = SendAsync(number, last[number], due);
            last[number] = sent;
            pending.Add(sent);
        }

        return Quantiles.Of([.. await Task.WhenAll(pending)]);

        async Task<double> SendAsync(int number, Task before, TimeSpan due)
        {
            await before;
            await UpdateAsync(number, 1, cancellation);
            return (Time.GetElapsedTime(began) - due).TotalMilliseconds;
        }
    }

    /// <summary>One account is sent ten times what all others are together; returns how many of its updates were acknowledged.</summary>
    public async Task<long> HeatAsync(CancellationToken until)
    {
        var (began, taken) = (Time.GetTimestamp(), 0L);
        for (var call = 0L; !until.IsCancellationRequested; call++)
        {
            var due = TimeSpan.FromSeconds((double)call * UpdatesPerCall / (TimesTheOthers * scale.PerSecond));
            if (Time.GetElapsedTime(began) < due)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), Time, CancellationToken.None);
                call--;
                continue;
            }

            taken += await UpdateAsync(BenchStreet.Worst, UpdatesPerCall, CancellationToken.None);
        }

        return taken;
    }

    /// <summary>One account is sent one update after the other with a pause between them; returns how many were acknowledged.</summary>
    public async Task<long> TouchAsync(int account, TimeSpan every, CancellationToken until)
    {
        var taken = 0L;
        while (!until.IsCancellationRequested)
        {
            taken += await UpdateAsync(account, 1, CancellationToken.None);
            await Task.Delay(every, Time, CancellationToken.None);
        }

        return taken;
    }
}
