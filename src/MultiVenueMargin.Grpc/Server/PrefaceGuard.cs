using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>
/// Waits for the first bytes of a connection and lets it on when they are HTTP/2's. Kestrel itself would wait for them as long as for the next
/// call of an idle connection, so that who connects and says nothing could hold as many connections as there may be.
/// </summary>
internal sealed class PrefaceGuard(TimeSpan within, TimeProvider clock)
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    public async Task Pass(ConnectionContext connection, ConnectionDelegate next)
    {
        if (await Comes(connection.Transport.Input).ConfigureAwait(false))
        {
            await next(connection).ConfigureAwait(false);
        }
        else
        {
            connection.Abort(new ConnectionAbortedException("The connection did not begin with HTTP/2."));
        }
    }

    private async Task<bool> Comes(PipeReader input)
    {
        using var patience = new CancellationTokenSource(within, clock);
        try
        {
            while (true)
            {
                ReadResult result = await input.ReadAsync(patience.Token).ConfigureAwait(false);
                bool? answer = IsPreface(result.Buffer);
                // Nothing is consumed: Kestrel reads it again.
                input.AdvanceTo(result.Buffer.Start, answer is null ? result.Buffer.End : result.Buffer.Start);
                if (answer is not null || result.IsCompleted || result.IsCanceled)
                {
                    return answer is true;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    // Null while it may still become one.
    private static bool? IsPreface(in ReadOnlySequence<byte> received)
    {
        int length = (int)Math.Min(received.Length, Preface.Length);
        Span<byte> bytes = stackalloc byte[length];
        received.Slice(0, length).CopyTo(bytes);
        return !Preface.AsSpan().StartsWith(bytes) ? false : length == Preface.Length ? true : null;
    }
}
