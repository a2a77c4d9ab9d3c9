using Grpc.Core;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>Asks for everything and takes nothing of it.</summary>
internal sealed class IdleReader : IDisposable
{
    private const string Details = "grpc-status-details-bin";

    private readonly AsyncServerStreamingCall<V1.WatchMarginResponse> _call;

    public IdleReader(V1.MarginService.MarginServiceClient margins, CancellationToken until) =>
        _call = margins.WatchMargin(new V1.WatchMarginRequest(), cancellationToken: until);

    public Task Began => _call.ResponseHeadersAsync;

    /// <summary>Reads what it was sent, to the end. Whether it was cut as a slow consumer, and whether it was told from where to go on.</summary>
    public async Task<(bool IsCut, bool HasCursor)> EndAsync(CancellationToken giveUp)
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(giveUp))
            {
                // Only how it ends counts.
            }
        }
        catch (RpcException end) when (end.Trailers.GetValueBytes(Details) is { } bytes)
        {
            foreach (var detail in Rpc.Status.Parser.ParseFrom(bytes).Details)
            {
                if (detail.TryUnpack<Rpc.ErrorInfo>(out var info) && info.Reason == Refusals.NameOf(V1.ErrorReason.SlowConsumer))
                {
                    return (true, info.Metadata.TryGetValue("cursor", out var cursor) && cursor.Length > 0);
                }
            }
        }
        catch (RpcException)
        {
            // Still there when nobody wanted to wait any longer.
        }

        return (false, false);
    }

    public void Dispose() => _call.Dispose();
}
