namespace Grpc.Core;

/// <summary>What every kind of call under way can be asked, as functions of one state, so that a call needs no closures.</summary>
internal readonly record struct AsyncCallState(
    object? State,
    Func<object?, Task<Metadata>> ResponseHeaders,
    Func<object?, Status> Status,
    Func<object?, Metadata> Trailers,
    Action<object?> DisposeAction)
{
    public static AsyncCallState Of(Task<Metadata> responseHeaders, Func<Status> getStatus, Func<Metadata> getTrailers, Action dispose) =>
        new(null, _ => responseHeaders, _ => getStatus(), _ => getTrailers(), _ => dispose());

    public Task<Metadata> ResponseHeadersAsync() => ResponseHeaders(State);

    public Status GetStatus() => Status(State);

    public Metadata GetTrailers() => Trailers(State);

    public void Dispose() => DisposeAction(State);
}
