using Google.Protobuf.Reflection;
using Grpc.Core;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>What the door's services look like, by the names under which tools ask for it. Made once, of the descriptors.</summary>
internal sealed class ReflectionBook
{
    private readonly List<string> _services = [];
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _bySymbol = new(StringComparer.Ordinal);

    public ReflectionBook(IEnumerable<ServiceDescriptor> services)
    {
        foreach (var service in services)
        {
            _services.Add(service.FullName);
            Add(service.File);
        }

        _services.Sort(StringComparer.Ordinal);
    }

    public Reflection.V1.ServerReflectionResponse Answer(Reflection.V1.ServerReflectionRequest request)
    {
        var response = new Reflection.V1.ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new Reflection.V1.ListServiceResponse
                {
                    Service = { _services.Select(name => new Reflection.V1.ServiceResponse { Name = name }) },
                };
                break;
            case Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Answer(response, _files.GetValueOrDefault(request.FileByFilename), "file");
                break;
            case Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Answer(response, _bySymbol.GetValueOrDefault(request.FileContainingSymbol), "symbol");
                break;
            case Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType
                when _bySymbol.ContainsKey(request.AllExtensionNumbersOfType):
                // The contract extends nothing.
                response.AllExtensionNumbersResponse = new Reflection.V1.ExtensionNumberResponse { BaseTypeName = request.AllExtensionNumbersOfType };
                break;
            case Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                Answer(response, null, "message");
                break;
            case Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                Answer(response, null, "extension");
                break;
            default:
                response.ErrorResponse = new Reflection.V1.ErrorResponse { ErrorCode = (int)StatusCode.InvalidArgument, ErrorMessage = "Nothing is asked." };
                break;
        }

        return response;
    }

    private static void Answer(Reflection.V1.ServerReflectionResponse response, FileDescriptor? file, string what)
    {
        if (file is null)
        {
            response.ErrorResponse = new Reflection.V1.ErrorResponse { ErrorCode = (int)StatusCode.NotFound, ErrorMessage = $"There is no {what} of this name." };
            return;
        }

        List<FileDescriptor> all = [];
        Collect(file, all);
        response.FileDescriptorResponse = new Reflection.V1.FileDescriptorResponse { FileDescriptorProto = { all.Select(each => each.SerializedData) } };
    }

    private static void Collect(FileDescriptor file, List<FileDescriptor> into)
    {
        if (!into.Contains(file))
        {
            into.Add(file);
            foreach (var dependency in file.Dependencies)
            {
                Collect(dependency, into);
            }
        }
    }

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var service in file.Services)
        {
            _bySymbol[service.FullName] = file;
            foreach (var method in service.Methods)
            {
                _bySymbol[method.FullName] = file;
            }
        }

        foreach (var enumeration in file.EnumTypes)
        {
            _bySymbol[enumeration.FullName] = file;
        }

        foreach (var message in file.MessageTypes)
        {
            Add(message, file);
        }

        foreach (var dependency in file.Dependencies)
        {
            Add(dependency);
        }
    }

    private void Add(MessageDescriptor message, FileDescriptor file)
    {
        _bySymbol[message.FullName] = file;
        foreach (var enumeration in message.EnumTypes)
        {
            _bySymbol[enumeration.FullName] = file;
        }

        foreach (var nested in message.NestedTypes)
        {
            Add(nested, file);
        }
    }
}
