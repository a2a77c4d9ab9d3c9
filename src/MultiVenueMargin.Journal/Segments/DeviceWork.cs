using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>Writing that waits, for when nothing else is under way: opening, archiving, restoring.</summary>
internal static class DeviceWork
{
    /// <summary>Makes a whole file durable under its name at once: readers see all of it or none. Throws <see cref="StorageException"/>.</summary>
    public static void WriteWhole(IStorageDevice device, string file, string temporary, ReadOnlyMemory<byte> bytes, long length)
    {
        if (device.LengthOf(temporary) is not null)
        {
            device.Delete(temporary);
        }

        device.Create(temporary, length);
        Write(device, temporary, 0, bytes);
        Sync(device, temporary);
        device.Rename(temporary, file);
    }

    public static void Write(IStorageDevice device, string file, long offset, ReadOnlyMemory<byte> bytes) =>
        Wait(device, device.SubmitWrite(file, offset, bytes), "writing", file);

    public static void Sync(IStorageDevice device, string file) => Wait(device, device.SubmitSync(file), "syncing", file);

    /// <summary>A whole file's bytes. Throws <see cref="StorageException"/>, also when it shrinks meanwhile.</summary>
    public static byte[] ReadWhole(IStorageReader device, string file)
    {
        var length = device.LengthOf(file) ?? throw new StorageException(StorageError.NotFound, $"{file} is not there.");
        var bytes = new byte[length];
        if (Read(device, file, 0, bytes) < bytes.Length)
        {
            throw new StorageException(StorageError.InputOutput, $"{file} ended before its {length} bytes.");
        }

        return bytes;
    }

    /// <summary>Reads until the span is full or the file ends.</summary>
    public static int Read(IStorageReader device, string file, long offset, Span<byte> into)
    {
        var total = 0;
        while (total < into.Length)
        {
            var read = device.Read(file, offset + total, into[total..]);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    private static void Wait(IStorageDevice device, long submission, string doing, string file)
    {
        var completions = new List<DeviceCompletion>();
        for (var spin = new SpinWait(); ; spin.SpinOnce())
        {
            completions.Clear();
            device.Poll(completions);
            foreach (var completion in completions)
            {
                if (completion.Submission == submission)
                {
                    if (completion.Error is { } error)
                    {
                        throw new StorageException(error, $"The device failed {doing} {file}: {error}.");
                    }

                    return;
                }
            }
        }
    }
}
