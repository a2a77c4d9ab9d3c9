using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Testing;

namespace MultiVenueMargin.Grpc.Interop;

/// <summary>The suite's files as descriptors.</summary>
public static class Descriptors
{
    // FileDescriptorSet is one field, number 1, repeated.
    private const uint FileTag = (1 << 3) | 2;

    public static byte[] FileSet()
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            foreach (FileDescriptor file in (FileDescriptor[])[EmptyReflection.Descriptor, MessagesReflection.Descriptor, TestReflection.Descriptor])
            {
                output.WriteTag(FileTag);
                output.WriteBytes(file.SerializedData);
            }
        }

        return bytes.ToArray();
    }
}
