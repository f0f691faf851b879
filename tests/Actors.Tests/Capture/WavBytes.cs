using System.Text;

namespace Antiphon.Tests.Capture;

/// <summary>Writes WAV files byte by byte, right ones and wrong ones.</summary>
internal static class WavBytes
{
    /// <summary>A WAV file of any format, its lengths as they should be unless given.</summary>
    public static byte[] File(
        byte[] data, int tag = 1, int channels = 1, int rateHz = 48_000, int bits = 16,
        byte[]? extension = null, byte[]? before = null, uint? dataSize = null,
        uint? riffSize = null, byte[]? after = null)
    {
        byte[] format =
        [
            .. Le((ushort)tag), .. Le((ushort)channels), .. Le(rateHz),
            .. Le(rateHz * channels * bits / 8), .. Le((ushort)(channels * bits / 8)),
            .. Le((ushort)bits), .. extension ?? [],
        ];
        byte[] body =
        [
            .. Encoding.ASCII.GetBytes("WAVE"), .. before ?? [], .. Chunk("fmt ", format),
            .. Chunk("data", data, dataSize), .. after ?? [],
        ];
        return Chunk("RIFF", body, riffSize);
    }

    public static byte[] Chunk(string id, byte[] content, uint? size = null) =>
    [
        .. Encoding.ASCII.GetBytes(id), .. Le(size ?? (uint)content.Length), .. content,
        .. content.Length % 2 == 1 ? new byte[1] : [],
    ];

    /// <summary>What follows the 16 bytes of a format chunk in the extensible form.</summary>
    public static byte[] Extensible(int tag, int validBits) =>
    [
        .. Le((ushort)22), .. Le((ushort)validBits), .. Le(0), .. Le((ushort)tag), 0, 0,
        0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
    ];

    public static byte[] Le(ushort value) => BitConverter.GetBytes(value);

    public static byte[] Le(int value) => BitConverter.GetBytes(value);

    public static byte[] Le(uint value) => BitConverter.GetBytes(value);
}
