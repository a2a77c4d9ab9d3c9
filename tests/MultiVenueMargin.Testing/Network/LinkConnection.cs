using System.Collections.Concurrent;
using System.Net.Sockets;

namespace MultiVenueMargin.Testing.Network;

/// <summary>
/// One connection over a faulty link: what comes at one end goes out at the other, as its lanes let it. Where bytes were lost it never carries
/// on behind the hole: TCP hands out a stream without holes or none.
/// </summary>
internal sealed class LinkConnection(Socket near, Socket far, Lane up, Lane down)
{
    private const int ChunkBytes = 16 * 1024;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Lane, bool> _holed = [];
    private int _isClosed;

    public async Task RunAsync()
    {
        await Task.WhenAll(CarryAsync(near, far, up), CarryAsync(far, near, down));
        Close(abruptly: false);
    }

    /// <summary>Resets it where a lane that lost bytes of it carries again.</summary>
    public void ResetBehindAHole()
    {
        if (_holed.Keys.Any(lane => lane.Now.State.IsPassing))
        {
            Reset();
        }
    }

    /// <summary>Both ends are told at once that it is gone.</summary>
    public void Reset() => Close(abruptly: true);

    /// <summary>Both ends are told that nothing more comes.</summary>
    public void Finish()
    {
        Shut(near);
        Shut(far);
    }

    private async Task CarryAsync(Socket from, Socket to, Lane lane)
    {
        var chunk = new byte[ChunkBytes];
        var counted = LaneState.Sound;
        int? left = null;
        try
        {
            while (await ReadAsync(from, chunk) is { } read)
            {
                if (read == 0)
                {
                    // The end goes the way of the bytes before it.
                    await PassableAsync(lane);
                    Shut(to);
                    return;
                }

                await PassAsync(chunk.AsMemory(0, read));
            }

            await PassableAsync(lane);
            Reset();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Reset();
        }

        async Task PassAsync(ReadOnlyMemory<byte> rest)
        {
            while (!rest.IsEmpty)
            {
                var (state, changed) = lane.Now;
                if (!ReferenceEquals(state, counted))
                {
                    (counted, left) = (state, state.CutAfter);
                }

                if (state.IsStopped)
                {
                    await UntilAsync(changed);
                    continue;
                }

                if (state.IsLosing)
                {
                    _holed[lane] = true;
                    return;
                }

                if (_holed.ContainsKey(lane))
                {
                    Reset();
                    return;
                }

                await Task.Delay(state.Delay);
                var piece = rest[..Math.Min(rest.Length, Math.Min(state.Piece, left ?? int.MaxValue))];
                await SendAsync(to, piece);
                rest = rest[piece.Length..];
                left -= piece.Length;
                if (left == 0)
                {
                    Reset();
                    return;
                }
            }
        }
    }

    /// <summary>How much came, 0 at the end; null where the other end reset it.</summary>
    private static async Task<int?> ReadAsync(Socket from, byte[] chunk)
    {
        try
        {
            return await from.ReceiveAsync(chunk);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Until the lane lets something through.</summary>
    private async Task PassableAsync(Lane lane)
    {
        while (lane.Now is (var state, var changed) && !state.IsPassing)
        {
            await UntilAsync(changed);
        }
    }

    /// <summary>Until the lane is another, and no longer than the connection lives.</summary>
    private async Task UntilAsync(Task changed)
    {
        ObjectDisposedException.ThrowIf(await Task.WhenAny(changed, _ended.Task) == _ended.Task, this);
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }

    private static void Shut(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    private void Close(bool abruptly)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        _ended.SetResult();
        foreach (var socket in (Socket[])[near, far])
        {
            if (abruptly)
            {
                // Closed without lingering, a socket resets its other end.
                socket.LingerState = new LingerOption(true, 0);
            }

            socket.Dispose();
        }
    }
}
