using System.Runtime.CompilerServices;
using Grpc.Core;
using MultiVenueMargin.Client.Calls;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Client.Streams;

/// <summary>
/// A stream that is begun anew from its last cursor whenever its connection breaks. A message is handed out when a cursor covers it: those that come
/// without one, of a first picture in the making, are held until one comes, and thrown away when the connection breaks before. So a message that was handed
/// out never comes again, and the cursor never passes one that was not.
/// </summary>
internal sealed class CursorStream<TRequest, TResponse>(MarginClientOptions options, Jitter jitter, CancellationToken closed)
    where TRequest : class
    where TResponse : class
{
    public required string Name { get; init; }

    public required Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> Begin { get; init; }

    public required Func<TRequest, string> CursorAsked { get; init; }

    /// <summary>The request, going on from a cursor. A copy: the caller's is the caller's.</summary>
    public required Func<TRequest, string, TRequest> From { get; init; }

    /// <summary>Empty where the message has none.</summary>
    public required Func<TResponse, string> CursorOf { get; init; }

    /// <summary>Whether the server's orderly end is the end of what was asked for, and not of the server.</summary>
    public required Func<TRequest, bool> Ends { get; init; }

    public async IAsyncEnumerable<TResponse> ReadAsync(TRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closed);
        var cursor = CursorAsked(request);
        var backOff = new BackOff(options, jitter);
        var held = new List<TResponse>();
        while (true)
        {
            RpcException? end;
            var heard = false;
            held.Clear();
            using (var call = Begin(From(request, cursor), new CallOptions(cancellationToken: either.Token)))
            {
                while (true)
                {
                    (var message, end) = await NextAsync(call.ResponseStream, either.Token).ConfigureAwait(false);
                    if (message is null)
                    {
                        break;
                    }

                    heard = true;
                    held.Add(message);
                    if (CursorOf(message) is { Length: > 0 } next)
                    {
                        backOff.Reset();
                        foreach (var covered in held)
                        {
                            yield return covered;
                        }

                        held.Clear();
                        cursor = next;
                    }
                    else if (held.Count > options.HeldMessages)
                    {
                        throw new DoorRefusedException(new DoorStatus { Code = RpcCode.Internal, Message = $"{Name} sent more than {options.HeldMessages} messages without a cursor." }, null);
                    }
                }
            }

            if (end is null && Ends(request))
            {
                foreach (var last in held)
                {
                    yield return last;
                }

                yield break;
            }

            await WaitAsync(end, cursor, heard, backOff, either.Token).ConfigureAwait(false);
        }
    }

    /// <summary>The next message, or none and how it ended: absent when in order.</summary>
    private static async Task<(TResponse? Message, RpcException? End)> NextAsync(IAsyncStreamReader<TResponse> messages, CancellationToken cancellationToken)
    {
        try
        {
            return await messages.MoveNext(cancellationToken).ConfigureAwait(false) ? (messages.Current, null) : (null, null);
        }
        catch (RpcException end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, end);
        }
    }

    private async Task WaitAsync(RpcException? end, string cursor, bool heard, BackOff backOff, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var status = end is null ? new DoorStatus { Code = RpcCode.Unavailable, Message = "The server ended the stream." } : DoorStatus.Of(end);
        switch (status.Reason)
        {
            case V1.ErrorReason.CursorCompacted:
                throw new CursorCompactedException(cursor, status.Message, end);
            case V1.ErrorReason.CursorInvalid:
                throw new CursorInvalidException(cursor, status.Message, end);
        }

        // A token may lapse while a stream runs; the next attempt brings the one that is good then.
        var mayLapse = heard && status.Code == RpcCode.Unauthenticated;
        if (!status.IsInterruption && !mayLapse && !(status.MayBeInterruption && backOff.Failures < options.Attempts))
        {
            throw status.ToException(end);
        }

        var delay = backOff.Next(status.RetryDelay);
        options.Interrupted?.Invoke(new Interruption(Name, status.Code, status.Message, backOff.Failures, delay));
        await Task.Delay(delay, options.Clock, cancellationToken).ConfigureAwait(false);
    }
}
