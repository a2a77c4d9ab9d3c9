namespace Grpc.Core;

/// <summary>Adds what proves the caller, a token for instance, to the metadata of a call.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);

/// <summary>Proves who calls, call by call. Only sent over TLS.</summary>
public sealed class CallCredentials
{
    private readonly IReadOnlyList<AsyncAuthInterceptor> _interceptors;

    private CallCredentials(IReadOnlyList<AsyncAuthInterceptor> interceptors) => _interceptors = interceptors;

    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new CallCredentials([interceptor]);
    }

    public static CallCredentials Compose(params CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return new CallCredentials([.. credentials.SelectMany(one => one._interceptors)]);
    }

    internal async Task AddTo(Metadata metadata, AuthInterceptorContext context)
    {
        foreach (AsyncAuthInterceptor interceptor in _interceptors)
        {
            await interceptor(context, metadata).ConfigureAwait(false);
        }
    }
}
