namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors before the handlers of a service.</summary>
public static class ServiceInterception
{
    public static ServerServiceDefinition Intercept(this ServerServiceDefinition serverServiceDefinition, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(serverServiceDefinition);
        ArgumentNullException.ThrowIfNull(interceptor);
        return new ServerServiceDefinition([binder => serverServiceDefinition.BindService(new InterceptingServiceBinder(binder, interceptor))]);
    }

    /// <summary>The first of <paramref name="interceptors"/> is asked first.</summary>
    public static ServerServiceDefinition Intercept(this ServerServiceDefinition serverServiceDefinition, params Interceptor[] interceptors)
    {
        ArgumentNullException.ThrowIfNull(interceptors);
        return interceptors.Reverse().Aggregate(serverServiceDefinition, (definition, interceptor) => definition.Intercept(interceptor));
    }
}
