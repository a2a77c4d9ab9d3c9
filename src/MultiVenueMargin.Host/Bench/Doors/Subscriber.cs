using Grpc.Core;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>Watches one account and notes how late it heard of each update; of those that were overtaken by a newer one, too.</summary>
internal sealed class Subscriber(V1.MarginService.MarginServiceClient margins, int number, UpdateLog log)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<double> _late = [];
    private long _seen;

    /// <summary>Done when the first picture is there.</summary>
    public Task Began => _began.Task;

    /// <summary>Whether everything that was told so far came.</summary>
    public bool IsUpToDate => Interlocked.Read(ref _seen) >= log.Last;

    /// <summary>Milliseconds since the last call.</summary>
    public List<double> TakeDelays()
    {
        lock (_lock)
        {
            var late = _late;
            _late = [];
            return late;
        }
    }

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken until)
    {
        try
        {
            using var call = margins.WatchMargin(new V1.WatchMarginRequest { Accounts = { BenchStreet.AccountOf(number).ToString() } }, cancellationToken: until);
            while (await call.ResponseStream.MoveNext(until))
            {
                if (call.ResponseStream.Current.Update is { Figures: { } figures })
                {
                    Note(figures.Version, PlatformHost.Time.GetTimestamp());
                }
            }
        }
        catch (RpcException) when (until.IsCancellationRequested)
        {
            // Enough was heard.
        }
        catch (Exception exception)
        {
            _began.TrySetException(exception);
            throw;
        }
    }

    private void Note(long version, long at)
    {
        lock (_lock)
        {
            foreach (var due in log.Between(_seen, version))
            {
                _late.Add(PlatformHost.Time.GetElapsedTime(due, at).TotalMilliseconds);
            }
        }

        Interlocked.Exchange(ref _seen, version);
        _began.TrySetResult();
    }
}
