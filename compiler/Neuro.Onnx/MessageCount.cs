using Google.Protobuf.Reflection;

namespace Neuro.Onnx;

/// <summary>
/// Two bytes of a file suffice for a message that takes some two hundred bytes of memory. The messages are counted before they
/// are made, so that a small file cannot ask for all memory.
/// </summary>
internal static class MessageCount
{
    // Networks with a hundred thousand nodes have about a million messages.
    private const int Largest = 4_000_000;
    private const int Deepest = 100;

    /// <exception cref="OnnxException">Too many messages, too deep ones, or bytes that end in the middle of a field.</exception>
    public static void Check(ReadOnlySpan<byte> bytes, MessageDescriptor type)
    {
        int count = 0;
        Check(bytes, type, 0, ref count);
    }

    private static void Check(ReadOnlySpan<byte> bytes, MessageDescriptor type, int depth, ref int count)
    {
        if (++count > Largest) throw new OnnxException($"it holds more than {Largest} messages");
        if (depth > Deepest) throw new OnnxException($"its messages are nested more than {Deepest} deep");
        while (!bytes.IsEmpty)
        {
            ulong tag = Varint(ref bytes);
            switch (tag & 7)
            {
                case 0:
                    _ = Varint(ref bytes);
                    break;
                case 1:
                    _ = Take(ref bytes, 8);
                    break;
                case 2:
                    ReadOnlySpan<byte> content = Take(ref bytes, Varint(ref bytes));
                    FieldDescriptor? field = tag >> 3 <= int.MaxValue ? type.FindFieldByNumber((int)(tag >> 3)) : null;
                    if (field is { FieldType: FieldType.Message })
                        Check(content, field.MessageType, depth + 1, ref count);
                    break;
                case 5:
                    _ = Take(ref bytes, 4);
                    break;
                default:
                    throw new OnnxException($"the bytes are no ONNX: no field has wire type {tag & 7}");
            }
        }
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = 0; i < Math.Min(bytes.Length, 10); i++)
        {
            value |= (ulong)(bytes[i] & 127) << (7 * i);
            if (bytes[i] < 128)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
        throw new OnnxException("the bytes are no ONNX: a number does not end");
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, ulong length)
    {
        if (length > (ulong)bytes.Length)
            throw new OnnxException($"the bytes are no ONNX: a field of {length} bytes where {bytes.Length} remain");
        ReadOnlySpan<byte> taken = bytes[..(int)length];
        bytes = bytes[(int)length..];
        return taken;
    }
}
