using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Neuro.Runtime;
using Neuro.Runtime.Files;

namespace Neuro.Emulator.OpenCL.Native;

/// <summary>
/// Built programs on disk, by device, driver and source. An entry that is damaged, of another device, or that the driver does not
/// take is built anew; a folder that cannot be written costs only the building.
/// </summary>
/// <param name="folder">Where the entries lie; made when first written to.</param>
internal sealed class ProgramCache(string folder)
{
    // pocl keeps what it compiles itself, and takes as long again to write a binary as to compile.
    private const string DriverWithCache = "Portable Computing Language";
    private const int HashLength = 32;
    private static readonly byte[] Magic = "NEUROCL1"u8.ToArray();

    /// <summary>Whether programs are kept even where the driver does so itself: for tests.</summary>
    public bool KeepsAlways { get; init; }

    /// <summary>The user's: NEURO_CACHE, else neuro in XDG_CACHE_HOME or the folder that the system has for that.</summary>
    public static ProgramCache OfUser { get; } = new(UserFolder());

    /// <summary>How many programs were taken from disk.</summary>
    public int Hits { get; private set; }

    /// <summary>The file of a program on a device.</summary>
    public string FileOf(DeviceContext context, string source, string options)
    {
        string key = string.Join('\n', context.Device.Name, context.Device.Driver, options, source);
        return Path.Combine(folder, "opencl", $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}.bin");
    }

    /// <summary>The program, from disk or built and put there.</summary>
    /// <exception cref="DeviceException">It does not compile.</exception>
    public nint Build(DeviceContext context, string source, string options)
    {
        if (!KeepsAlways && context.Device.Driver.StartsWith(DriverWithCache, StringComparison.Ordinal))
            return context.Build(source, options);
        string file = FileOf(context, source, options);
        if (Read(file) is { } binary && context.Load(binary, options) is var loaded && loaded != 0)
        {
            Hits++;
            return loaded;
        }
        nint program = context.Build(source, options);
        Write(file, context.Binary(program));
        return program;
    }

    private static string UserFolder()
    {
        if (Environment.GetEnvironmentVariable("NEURO_CACHE") is { Length: > 0 } named)
            return named;
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } caches)
            return Path.Combine(caches, "neuro");
        return OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "neuro", "cache")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "neuro");
    }

    // Magic, the binary's SHA-256, its length, the binary.
    private static byte[]? Read(string file)
    {
        try
        {
            if (!File.Exists(file))
                return null;
            byte[] all = File.ReadAllBytes(file);
            int start = Magic.Length + HashLength + sizeof(int);
            if (all.Length < start || !all.AsSpan(0, Magic.Length).SequenceEqual(Magic))
                return null;
            Span<byte> binary = all.AsSpan(start);
            bool whole = BinaryPrimitives.ReadInt32LittleEndian(all.AsSpan(start - sizeof(int))) == binary.Length
                && all.AsSpan(Magic.Length, HashLength).SequenceEqual(SHA256.HashData(binary));
            return whole ? binary.ToArray() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Write(string file, byte[] binary)
    {
        if (binary.Length == 0)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            AtomicFile.Write(file, stream =>
            {
                stream.Write(Magic);
                stream.Write(SHA256.HashData(binary));
                Span<byte> length = stackalloc byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(length, binary.Length);
                stream.Write(length);
                stream.Write(binary);
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The program runs without it.
        }
    }
}
