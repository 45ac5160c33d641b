"""Sentences of made-up news in Indonesian and English, with places for words that change."""

from __future__ import annotations

TOPICS = {
    "ekonomi": (
        ("harga beras", "rice prices"),
        ("nilai tukar rupiah", "the rupiah exchange rate"),
        ("subsidi energi", "energy subsidies"),
        ("ekspor minyak sawit", "palm oil exports"),
    ),
    "lingkungan": (
        ("kebakaran hutan", "forest fires"),
        ("kualitas udara", "air quality"),
        ("banjir rob", "tidal flooding"),
        ("hutan bakau", "mangrove forests"),
    ),
    "kesehatan": (
        ("vaksinasi campak", "measles vaccination"),
        ("layanan puskesmas", "community clinic services"),
        ("gizi balita", "toddler nutrition"),
    ),
    "politik": (
        ("pemilihan kepala daerah", "regional elections"),
        ("anggaran negara", "the state budget"),
        ("keterbukaan informasi publik", "access to public information"),
    ),
    "olahraga": (
        ("bulu tangkis", "badminton"),
        ("liga sepak bola putri", "the women's football league"),
        ("persiapan Asian Games", "Asian Games preparations"),
    ),
    "pendidikan": (
        ("beasiswa guru", "teacher scholarships"),
        ("kurikulum sekolah dasar", "the primary school curriculum"),
    ),
}
"""What articles are about, by the tag that they have."""

PEOPLE = (
    "Siti Rahmawati", "Budi Santoso", "Made Wirawan", "Ratna Simanjuntak", "Agus Prabowo", "Dewi Lestari Nasution",
    "Yohanes Tukan", "Fatimah Azzahra", "Hendra Gunawan", "Maria Rumbiak", "Teuku Iskandar", "Lina Marlina",
)  # fmt: skip
PLACES = (
    "Jakarta", "Surabaya", "Bandung", "Medan", "Makassar", "Palembang", "Semarang", "Pontianak", "Kupang", "Manado",
    "Jayapura", "Ambon", "Banda Aceh", "Denpasar", "Mataram", "Samarinda",
)  # fmt: skip
OFFICES = (
    ("Menteri Keuangan", "Finance Minister"),
    ("Gubernur", "Governor"),
    ("Juru bicara kepolisian", "Police spokesperson"),
    ("Ketua asosiasi", "Association chair"),
    ("Peneliti senior", "Senior researcher"),
    ("Kepala dinas", "Agency head"),
)
DAYS = (
    ("Senin", "Monday"),
    ("Selasa", "Tuesday"),
    ("Rabu", "Wednesday"),
    ("Kamis", "Thursday"),
    ("Jumat", "Friday"),
    ("Sabtu", "Saturday"),
    ("Minggu", "Sunday"),
)

HEADLINES = (
    ("Pemerintah Bahas {Topic} di {place}", "Government Discusses {Topic} in {place}"),
    ("{person}: {Topic} Perlu Perhatian Warga {place}", "{person}: {Topic} Needs Attention From {place} Residents"),
    ("Warga {place} Keluhkan {Topic}", "{place} Residents Complain About {Topic}"),
    ("Soal {Topic}, {place} Belajar dari {other}", "On {Topic}, {place} Learns From {other}"),
    ("{Topic} di {place}: {number} Keluarga Terdampak", "{Topic} in {place}: {number} Families Affected"),
    ("'Kami Tidak Menyerah': {Topic} dan Warga {place}", "'We Won't Give Up': {Topic} and the People of {place}"),
    (
        "Menjelang Akhir Tahun, Pemerintah Kota {place} Berjanji Menyelesaikan Persoalan {Topic} yang Sudah Dikeluhkan"
        " Warganya Sejak Lama",
        "Toward the End of the Year, the City of {place} Promises to Solve Problems With {Topic} That Its Residents"
        " Have Long Complained About",
    ),
)

OPENINGS = (
    (
        "Pemerintah kota {place}, pada {day}, mengumumkan rencana baru mengenai {topic} yang akan dimulai tahun depan.",
        "The city of {place} on {day} announced a new plan on {topic} that will begin next year.",
    ),
    (
        "Sedikitnya {number} orang berkumpul di alun-alun {place}, {day}, untuk membicarakan {topic}.",
        "At least {number} people gathered in {place}'s main square on {day} to talk about {topic}.",
    ),
    (
        "Laporan yang dirilis {day} menunjukkan bahwa {topic} di {place} berubah {percent} persen dalam setahun.",
        "A report released on {day} shows that {topic} in {place} changed by {percent} percent in a year.",
    ),
)

SENTENCES = (
    (
        "{office} {person} mengatakan anggarannya mencapai {number} juta rupiah.",
        "{office} {person} said the budget comes to {number} million rupiah.",
    ),
    (
        '"Kami bekerja siang dan malam supaya {topic} tidak lagi menjadi beban," kata {person}.',
        '"We work day and night so that {topic} will no longer be a burden," said {person}.',
    ),
    (
        "Menurut {person}, jumlah itu naik {percent} persen dibandingkan dengan tahun lalu.",
        "According to {person}, that is {percent} percent more than last year.",
    ),
    (
        "Di {other}, program serupa sudah berjalan sejak {year} dengan hasil yang beragam.",
        "In {other}, a similar program has been running since {year} with mixed results.",
    ),
    ("Warga menyambutnya dengan hati-hati.", "Residents welcomed it with caution."),
    (
        "Sebanyak {number} keluarga di pinggiran {place} masih menunggu bantuan, meskipun petugas sudah dua kali"
        " mendata mereka dan berjanji kembali sebelum musim hujan.",
        "As many as {number} families on the outskirts of {place} are still waiting for help, although officials have"
        " registered them twice and promised to return before the rainy season.",
    ),
    (
        "Data resmi mencatat {number} kasus hingga {day}, sekitar {percent} persen di antaranya terjadi di {other}.",
        "Official data recorded {number} cases by {day}, about {percent} percent of them in {other}.",
    ),
    (
        "Organisasi masyarakat sipil meminta pemerintah membuka semua dokumen tentang {topic} kepada publik.",
        "Civil society groups asked the government to open all documents about {topic} to the public.",
    ),
    (
        "{person} menolak berkomentar ketika dihubungi pada {day}.",
        "{person} declined to comment when contacted on {day}.",
    ),
    (
        "Hujan deras diperkirakan masih turun di {place} dan {other} sampai akhir pekan.",
        "Heavy rain is expected to continue in {place} and {other} until the weekend.",
    ),
    (
        '"Yang penting adalah *kepercayaan* warga," ujar {person}, "dan itu tidak bisa dibeli."',
        '"What matters is the *trust* of residents," said {person}, "and that cannot be bought."',
    ),
    (
        "Rencana itu akan dibahas lagi di [sidang terbuka](https://example.org/sidang) pada {year}.",
        "The plan will be discussed again in an [open session](https://example.org/sidang) in {year}.",
    ),
    (
        "Para pedagang di pasar induk {other} mengaku belum merasakan perubahan apa pun.",
        "Traders at the {other} wholesale market say they have not felt any change.",
    ),
    ("Belum ada keputusan akhir.", "There is no final decision yet."),
)

HEADINGS = (
    ("Latar belakang", "Background"),
    ("Apa yang terjadi selanjutnya", "What happens next"),
    ("Suara warga", "What residents say"),
)
ITEMS = (
    ("Bantuan untuk {number} keluarga di {place}", "Aid for {number} families in {place}"),
    ("Pemeriksaan {topic} setiap {day}", "A check of {topic} every {day}"),
    ("Laporan terbuka pada akhir {year}", "An open report at the end of {year}"),
)
NOTES = (("Angka sementara menurut dinas setempat.", "Provisional figures from the local agency."),)
CAPTIONS = (
    ("Suasana di pusat kota {place}, {day}.", "The city center of {place} on {day}."),
    ("{person} berbicara kepada wartawan di {place}.", "{person} speaks to reporters in {place}."),
)
TABLE = (("Kota", "City"), ("Jumlah", "Number"))
"""The heads of a small table of places and numbers."""
